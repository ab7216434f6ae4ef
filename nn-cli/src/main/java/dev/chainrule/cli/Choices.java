package dev.chainrule.cli;

import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Activations;
import dev.chainrule.data.DatasetEntry;
import dev.chainrule.data.Datasets;
import dev.chainrule.init.Constant;
import dev.chainrule.init.Initializers;
import dev.chainrule.init.Preset;
import dev.chainrule.loss.Losses;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.registry.Registry;
import dev.chainrule.schedule.Schedules;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What options may be: names from the tables, and lists of numbers. */
final class Choices {
  private Choices() {}

  /** A name that stands in a table, kept beside what it names. */
  record Named<T>(String name, T value) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static <T> Named<T> named(Registry<T> table, String name) {
    try {
      return new Named<>(name, table.get(name));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** {@code --activation}. */
  static final class OfActivation implements ITypeConverter<Named<Activation>>, Iterable<String> {
    @Override
    public Named<Activation> convert(String name) {
      return named(Activations.TABLE, name);
    }

    @Override
    public Iterator<String> iterator() {
      return Activations.TABLE.names().iterator();
    }
  }

  /** {@code --loss}. */
  static final class OfLoss
      implements ITypeConverter<Named<dev.chainrule.nn.Loss>>, Iterable<String> {
    @Override
    public Named<dev.chainrule.nn.Loss> convert(String name) {
      return named(Losses.TABLE, name);
    }

    @Override
    public Iterator<String> iterator() {
      return Losses.TABLE.names().iterator();
    }
  }

  /** {@code --optimizer}; the name, since the rule wants a learning rate. */
  static final class OfOptimizer implements ITypeConverter<String>, Iterable<String> {
    @Override
    public String convert(String name) {
      return named(Optimizers.TABLE, name).name();
    }

    @Override
    public Iterator<String> iterator() {
      return Optimizers.TABLE.names().iterator();
    }
  }

  /** {@code --schedule}; the name, since the schedule wants the number of steps. */
  static final class OfSchedule implements ITypeConverter<String>, Iterable<String> {
    @Override
    public String convert(String name) {
      return named(Schedules.TABLE, name).name();
    }

    @Override
    public Iterator<String> iterator() {
      return Schedules.TABLE.names().iterator();
    }
  }

  /** {@code --init}: a preset, or an initialiser of the weights with biases of 0. */
  static final class OfInit implements ITypeConverter<Named<Preset>>, Iterable<String> {
    @Override
    public Named<Preset> convert(String name) {
      if (Preset.TABLE.names().contains(name)) {
        return named(Preset.TABLE, name);
      }
      if (Initializers.TABLE.names().contains(name)) {
        return new Named<>(name, new Preset(Initializers.TABLE.get(name), new Constant(0)));
      }
      throw new TypeConversionException(
          "no initialiser is called " + name + "; there are " + String.join(", ", this));
    }

    @Override
    public Iterator<String> iterator() {
      List<String> names = new ArrayList<>(Preset.TABLE.names());
      names.addAll(Initializers.TABLE.names());
      return names.iterator();
    }
  }

  /** {@code --data}; the name of a data set. */
  static final class OfData implements ITypeConverter<String>, Iterable<String> {
    @Override
    public String convert(String name) {
      try {
        return Datasets.find(name).name();
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }

    @Override
    public Iterator<String> iterator() {
      return Datasets.all().stream().map(DatasetEntry::name).iterator();
    }
  }

  /** {@code --hidden}: {@code 128,64}, or {@code none}. */
  static final class OfHidden implements ITypeConverter<Hidden> {
    @Override
    public Hidden convert(String text) {
      if (text.equals("none")) {
        return new Hidden(List.of());
      }
      List<Long> units = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        try {
          units.add(Long.parseLong(part.strip()));
        } catch (NumberFormatException e) {
          throw new TypeConversionException(
              "expected numbers of units such as 128,64, or none; got " + text);
        }
        if (units.get(units.size() - 1) < 1) {
          throw new TypeConversionException("a layer has at least one unit, got " + part);
        }
      }
      return new Hidden(units);
    }
  }

  /** The units of each hidden layer. */
  record Hidden(List<Long> units) {
    Hidden {
      units = List.copyOf(units);
    }

    @Override
    public String toString() {
      return units.isEmpty()
          ? "none"
          : String.join(",", units.stream().map(String::valueOf).toList());
    }
  }
}
