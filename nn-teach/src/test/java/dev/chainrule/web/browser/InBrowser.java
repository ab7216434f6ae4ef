package dev.chainrule.web.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests whose methods get {@link Page}s, each in a browser of its own. They are skipped where there
 * is no browser, and fail if the page complained on the console or asked anything of another
 * machine.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith(Browsers.class)
@interface InBrowser {}
