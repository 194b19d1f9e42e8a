package dev.sluice.api;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a user gave a job: texts by name, read as what the job needs. Reading something that is missing or malformed
 * throws a {@link ParameterException} that names it.
 */
public final class Parameters {
    private static final Parameters NONE = new Parameters(Map.of());

    private final SortedMap<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** @return no parameters */
    public static Parameters none() {
        return NONE;
    }

    /**
     * @param values texts by name
     * @return the parameters
     */
    public static Parameters of(Map<String, String> values) {
        return new Parameters(values);
    }

    /**
     * @param namesAndValues name, value, name, value...
     * @return the parameters
     */
    public static Parameters of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new ParameterException(
                    "parameter \"" + namesAndValues[namesAndValues.length - 1] + "\" has no value");
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Parameters(values);
    }

    /**
     * Adds the defaults and checks that nothing is missing or unknown.
     *
     * @param job the job's name, for messages
     * @param specs what it takes; if empty, anything goes
     * @return the parameters with the defaults
     */
    public Parameters resolve(String job, List<ParameterSpec> specs) {
        if (specs.isEmpty()) {
            return this;
        }
        for (String name : values.keySet()) {
            if (specs.stream().noneMatch(spec -> spec.name().equals(name))) {
                throw new ParameterException("job \"" + job + "\" has no parameter \"" + name + "\"; it takes "
                        + String.join(
                                ", ", specs.stream().map(ParameterSpec::name).toList()));
            }
        }
        Map<String, String> resolved = new TreeMap<>(values);
        for (ParameterSpec spec : specs) {
            if (!resolved.containsKey(spec.name())) {
                if (spec.required()) {
                    throw new ParameterException("job \"" + job + "\" needs the parameter \"" + spec.name() + "\" ("
                            + spec.description() + "): give it with --" + spec.name() + " VALUE");
                }
                if (spec.defaultValue() != null) {
                    resolved.put(spec.name(), spec.defaultValue());
                }
            }
        }
        return new Parameters(resolved);
    }

    /** @return all texts by name, sorted by name, unmodifiable */
    public SortedMap<String, String> asMap() {
        return values;
    }

    /**
     * @param name a parameter
     * @return its text, or empty if it was not given
     */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * @param name a parameter
     * @return its text
     */
    public String string(String name) {
        return find(name)
                .orElseThrow(() -> new ParameterException(
                        "the parameter \"" + name + "\" is missing: give it with --" + name + " VALUE"));
    }

    /**
     * @param name a parameter
     * @param otherwise what is used if it was not given
     * @return its text
     */
    public String string(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    /**
     * @param name a parameter
     * @return it as a path
     */
    public Path path(String name) {
        return parse(name, string(name), "a path", text -> {
            try {
                return text.isBlank() ? null : Path.of(text);
            } catch (InvalidPathException e) {
                return null;
            }
        });
    }

    /**
     * @param name a parameter
     * @return it as a whole number
     */
    public long integer(String name) {
        return parse(name, string(name), "a whole number", text -> {
            try {
                return Long.valueOf(text.replace("_", ""));
            } catch (NumberFormatException e) {
                return null;
            }
        });
    }

    /**
     * @param name a parameter
     * @param otherwise what is used if it was not given
     * @return it as a whole number
     */
    public long integer(String name, long otherwise) {
        return find(name).isPresent() ? integer(name) : otherwise;
    }

    /**
     * @param name a parameter
     * @return it as a duration: {@code 250ms}, {@code 1s}, {@code 5m}, {@code 2h}, {@code 1d}, or ISO-8601
     */
    public Duration duration(String name) {
        return parse(name, string(name), "a duration such as 250ms, 1s, 5m, 2h or 1d", Durations::parse);
    }

    /**
     * @param name a parameter
     * @param otherwise what is used if it was not given
     * @return it as a duration
     */
    public Duration duration(String name, Duration otherwise) {
        return find(name).isPresent() ? duration(name) : otherwise;
    }

    /**
     * @param name a parameter
     * @param otherwise what is used if it was not given
     * @return whether it is {@code true}
     */
    public boolean flag(String name, boolean otherwise) {
        if (find(name).isEmpty()) {
            return otherwise;
        }
        return parse(
                name,
                string(name),
                "true or false",
                text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null);
    }

    private static <V> V parse(String name, String text, String what, Function<String, @Nullable V> parser) {
        V value = parser.apply(text);
        if (value == null) {
            throw new ParameterException(
                    "the parameter \"" + name + "\" must be " + what + ", but is \"" + text + "\"");
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters && parameters.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
