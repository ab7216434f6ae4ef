package dev.chainrule.web;

import dev.chainrule.data.CsvText;
import dev.chainrule.data.DataFormatException;
import dev.chainrule.stepper.Samples;
import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.SnapshotCache;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/data}: a table that is kept for a while.
 *
 * @param csv what a scenario calls it: {@code @HASH}
 * @param query the scenario that learns from it
 * @param classes null where targets are numbers
 * @param remarks on what was taken in one of several possible ways
 */
record TableAnswer(
    String csv,
    String query,
    int rows,
    int features,
    @Nullable Integer classes,
    List<String> remarks) {
  static TableAnswer of(byte[] body, SnapshotCache snapshots) throws InterruptedException {
    CsvText text;
    try {
      text = CsvText.of(body);
    } catch (DataFormatException e) {
      throw Refusal.bad(e.getMessage());
    }
    String name = snapshots.keep(text.text());
    Scenario scenario = Scenario.parse("data=csv&csv=" + name);
    Samples samples = snapshots.of(scenario).samples();
    List<String> remarks = new ArrayList<>(text.remark().stream().toList());
    remarks.addAll(samples.remarks());
    int classes = samples.classes().size();
    return new TableAnswer(
        name,
        scenario.query(),
        samples.size(),
        samples.features(),
        classes == 0 ? null : (Integer) classes,
        remarks);
  }
}
