package dev.chainrule.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;

/** The house: what depends on what, and where operations on arrays may stand. */
@AnalyzeClasses(packages = "dev.chainrule", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] LAYERS = {
    "dev.chainrule.layer", "dev.chainrule.activation", "dev.chainrule.loss", "dev.chainrule.init"
  };
  private static final String[] OPTIM = {
    "dev.chainrule.curvature",
    "dev.chainrule.optim",
    "dev.chainrule.schedule",
    "dev.chainrule.train"
  };
  private static final String[] DATA = {"dev.chainrule.data", "dev.chainrule.data.internal"};
  private static final String[] TEACH = {
    "dev.chainrule.diff..",
    "dev.chainrule.drawing..",
    "dev.chainrule.formula..",
    "dev.chainrule.spelling..",
    "dev.chainrule.stepper..",
    "dev.chainrule.trace..",
    "dev.chainrule.web.."
  };
  private static final String[] EXAMPLES = {
    "dev.chainrule.ex*", "dev.chainrule.lecture" // ex01 … and what they share, example
  };
  private static final String[] CLI = {
    "dev.chainrule.bench..", "dev.chainrule.cli..", "dev.chainrule.picture.."
  };

  /** Each module sees those before it: nn-layers, nn-optim and datasets not each other. */
  @ArchTest
  static final ArchRule MODULES =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.chainrule..")
          .layer("layers")
          .definedBy(LAYERS)
          .layer("optim")
          .definedBy(OPTIM)
          .layer("data")
          .definedBy(DATA)
          .layer("teach")
          .definedBy(TEACH)
          .layer("examples")
          .definedBy(EXAMPLES)
          .layer("cli")
          .definedBy(CLI)
          .whereLayer("layers")
          .mayOnlyBeAccessedByLayers("teach", "examples", "cli")
          .whereLayer("optim")
          .mayOnlyBeAccessedByLayers("teach", "examples", "cli")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("teach", "examples", "cli")
          .whereLayer("teach")
          .mayOnlyBeAccessedByLayers("examples", "cli")
          .whereLayer("examples")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  /** Each floor of nn-core imports only what is below. */
  @ArchTest
  static final ArchRule FLOORS =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.chainrule..")
          .layer("ground")
          .definedBy(
              "dev.chainrule.io",
              "dev.chainrule.tensor",
              "dev.chainrule.random",
              "dev.chainrule.registry",
              "dev.chainrule.notation",
              "dev.chainrule.dataset")
          .layer("kernel and param")
          .definedBy("dev.chainrule.kernel", "dev.chainrule.param")
          .layer("autodiff")
          .definedBy("dev.chainrule.autodiff")
          .layer("nn")
          .definedBy("dev.chainrule.nn")
          .layer("laws")
          .definedBy("dev.chainrule.laws")
          .layer("other modules")
          .definedBy(
              resideInAnyPackage(LAYERS)
                  .or(resideInAnyPackage(OPTIM))
                  .or(resideInAnyPackage(DATA))
                  .or(resideInAnyPackage(TEACH))
                  .or(resideInAnyPackage(EXAMPLES))
                  .or(resideInAnyPackage(CLI)))
          .whereLayer("laws")
          .mayOnlyBeAccessedByLayers("other modules")
          .whereLayer("nn")
          .mayOnlyBeAccessedByLayers("laws", "other modules")
          .whereLayer("autodiff")
          .mayOnlyBeAccessedByLayers("nn", "laws", "other modules")
          .whereLayer("kernel and param")
          .mayOnlyBeAccessedByLayers("autodiff", "nn", "laws", "other modules");

  /** No package needs one that needs it; an internal package belongs to the one around it. */
  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("dev.chainrule.(*)..").should().beFreeOfCycles();

  /** Options, logging and progress bars are the program's, not a library's. */
  @ArchTest
  static final ArchRule ONLY_THE_PROGRAM_KNOWS_TERMINAL_LIBRARIES =
      noClasses()
          .that()
          .resideOutsideOfPackages(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "ch.qos.logback..", "me.tongfei.progressbar..");

  /** What the command line shows does not know who asked. */
  @ArchTest
  static final ArchRule NOTHING_KNOWS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.chainrule.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.chainrule.cli..");

  @ArchTest
  static final ArchRule INTERNAL_STAYS_INSIDE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.chainrule.data..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.chainrule.data.internal..");

  /** ND4J's mathematics is called only where it can be made fast and checked: in the kernels. */
  @ArchTest
  static final ArchRule ARRAY_OPERATIONS_STAY_IN_THE_KERNELS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.chainrule.kernel", "dev.chainrule.laws")
          .should()
          .callMethodWhere(
              new DescribedPredicate<>("an array operation of ND4J is called") {
                private static final java.util.Set<String> OPERATIONS =
                    java.util.Set.of(
                        "mmul",
                        "mmuli",
                        "add",
                        "addi",
                        "sub",
                        "subi",
                        "mul",
                        "muli",
                        "div",
                        "divi",
                        "sum",
                        "mean",
                        "max",
                        "argMax",
                        "addRowVector",
                        "addiRowVector",
                        "norm2",
                        "rsub",
                        "rdiv",
                        "neg",
                        "negi");

                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                  return call.getTargetOwner().getFullName().startsWith("org.nd4j")
                      && OPERATIONS.contains(call.getTarget().getName());
                }
              });

  /** Rule 7 of the design: layers, losses and rules declare properties instead. */
  @ArchTest
  static final ArchRule LAYERS_ARE_IMMUTABLE =
      ArchRuleDefinition.classes()
          .that(
              new DescribedPredicate<JavaClass>("are layers or losses") {
                @Override
                public boolean test(JavaClass type) {
                  return type.isAssignableTo(Layer.class) || type.isAssignableTo(Loss.class);
                }
              })
          .and()
          .areNotInterfaces()
          .should()
          .beRecords()
          .andShould()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule LIBRARIES_DO_NOT_PRINT =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.chainrule.cli..", "dev.chainrule.example")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.chainrule.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule NO_JAVA_SERIALIZATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream");

  @ArchTest
  static final ArchRule NO_RANDOMNESS_BUT_OURS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

  /** What is printed and written is alike in every country: no Arabic digits, no Turkish ı. */
  @ArchTest
  static final ArchRule FORMATS_NAME_THEIR_LOCALE =
      noClasses()
          .should()
          .callCodeUnitWhere(
              new DescribedPredicate<>(
                  "text is made by the default locale; write String.format(Locale.ROOT, …) and"
                      + " toLowerCase(Locale.ROOT)") {
                private static final java.util.Map<String, java.util.Set<String>> LOCALISED =
                    java.util.Map.of(
                        "java.lang.String",
                        java.util.Set.of("format", "formatted", "toLowerCase", "toUpperCase"),
                        "java.io.PrintStream",
                        java.util.Set.of("format", "printf"),
                        "java.io.PrintWriter",
                        java.util.Set.of("format", "printf"),
                        "java.util.Formatter",
                        java.util.Set.of("<init>"),
                        "java.text.DecimalFormat",
                        java.util.Set.of("<init>"),
                        "java.text.NumberFormat",
                        java.util.Set.of("getInstance", "getNumberInstance", "getPercentInstance"),
                        "java.time.format.DateTimeFormatter",
                        java.util.Set.of("ofPattern"));

                @Override
                public boolean test(JavaCall<?> call) {
                  return LOCALISED
                          .getOrDefault(call.getTargetOwner().getFullName(), java.util.Set.of())
                          .contains(call.getTarget().getName())
                      && call.getTarget().getRawParameterTypes().stream()
                          .noneMatch(type -> type.getFullName().equals("java.util.Locale"));
                }
              });

  @ArchTest
  static final ArchRule NO_THREAD_LOCALS =
      noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

  /**
   * Whoever kills the program or fills the disk finds the old file or the new one: every file is
   * written by {@code AtomicFile}. A download has its own way, since it goes on where it stopped,
   * and a lock is never read. Two readers open files of random access, which an interrupt does not
   * close, for reading alone.
   */
  @ArchTest
  static final ArchRule FILES_ARE_WRITTEN_BY_ATOMIC_FILE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.chainrule.io")
          .and()
          .doNotHaveFullyQualifiedName("dev.chainrule.data.internal.HttpDownload")
          .and()
          .doNotHaveFullyQualifiedName("dev.chainrule.data.internal.FileLockGuard")
          .and()
          .haveNameNotMatching(
              "dev\\.chainrule\\.(param\\.PositionedFile|data\\.internal\\.OpenFile).*")
          .should()
          .callCodeUnitWhere(
              new DescribedPredicate<>("a file is opened for writing, copied or moved") {
                private static final java.util.Set<String> OF_FILES =
                    java.util.Set.of(
                        "write",
                        "writeString",
                        "newOutputStream",
                        "newBufferedWriter",
                        "newByteChannel",
                        "copy",
                        "move");

                private static final java.util.Set<String> STREAMS =
                    java.util.Set.of(
                        "java.io.FileOutputStream",
                        "java.io.FileWriter",
                        "java.io.RandomAccessFile",
                        "javax.imageio.stream.FileImageOutputStream");

                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaCall<?> call) {
                  String owner = call.getTargetOwner().getFullName();
                  String name = call.getTarget().getName();
                  java.util.List<String> takes =
                      call.getTarget().getRawParameterTypes().stream()
                          .map(JavaClass::getFullName)
                          .toList();
                  boolean opensChannel =
                      owner.equals("java.nio.channels.FileChannel")
                          && name.equals("open")
                          && !call.getOriginOwner().getFullName().startsWith("dev.chainrule.param")
                          && !call.getOriginOwner().getFullName().startsWith("dev.chainrule.data");
                  // ImageIO.write, BitmapEncoder.saveBitmap, new PrintWriter and others by a name
                  boolean byName =
                      (owner.equals("javax.imageio.ImageIO")
                              && name.equals("write")
                              && takes.contains("java.io.File"))
                          || (owner.startsWith("org.knowm.xchart")
                              && name.startsWith("save")
                              && !takes.contains("java.io.OutputStream"))
                          || ((owner.equals("java.io.PrintWriter")
                                  || owner.equals("java.io.PrintStream"))
                              && name.equals("<init>")
                              && (takes.contains("java.io.File")
                                  || (takes.contains("java.lang.String")
                                      && !takes.contains("java.io.OutputStream"))));
                  return (owner.equals("java.nio.file.Files") && OF_FILES.contains(name))
                      || STREAMS.contains(owner)
                      || opensChannel
                      || byName;
                }
              });
}
