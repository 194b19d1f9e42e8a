package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A job's parameters as options of the command that runs or submits it. */
public final class JobArguments {
    private static final int BEFORE_COMMON_OPTIONS = -2; // those of a mixin have -1

    private final JobDefinition job;
    private final Map<String, OptionSpec> options = new LinkedHashMap<>();

    private JobArguments(JobDefinition job) {
        this.job = job;
    }

    /**
     * Gives a command the job's name, description and options.
     *
     * @param spec the command, with the options that it has for every job
     * @param job the job
     * @return reads them
     */
    public static JobArguments addTo(CommandSpec spec, JobDefinition job) {
        spec.name(job.name()).usageMessage().description(job.description());
        JobArguments arguments = new JobArguments(job);
        job.parameters().forEach(parameter -> arguments.addOption(spec, parameter));
        return arguments;
    }

    private void addOption(CommandSpec spec, ParameterSpec parameter) {
        String name = "--" + parameter.name();
        // An option that all jobs have wins; the parameter can still be given with --param.
        if (spec.findOption(name) == null) {
            OptionSpec option = OptionSpec.builder(name)
                    .paramLabel(label(parameter))
                    .type(String.class)
                    .order(BEFORE_COMMON_OPTIONS)
                    .description(describe(parameter))
                    .build();
            spec.addOption(option);
            options.put(parameter.name(), option);
        }
    }

    /**
     * @param environment what paths are relative to
     * @param params what was given with {@code --param}
     * @return all that was typed, with the job's defaults
     * @throws dev.sluice.api.ParameterException if something is missing or unknown
     */
    public Parameters parameters(Environment environment, Map<String, String> params) {
        Map<String, String> given = new LinkedHashMap<>(params);
        options.forEach((name, option) -> {
            if (option.getValue() instanceof String value) {
                given.put(name, value);
            }
        });
        for (ParameterSpec parameter : job.parameters()) {
            if (parameter.isPath()) {
                given.computeIfPresent(
                        parameter.name(),
                        (name, path) -> path.isBlank()
                                ? path
                                : environment.resolve(path).toString());
            }
        }
        return Parameters.of(given).resolve(job.name(), job.parameters());
    }

    /** What stands for the value in a usage line. */
    static String label(ParameterSpec parameter) {
        return parameter.isPath() ? "PATH" : "VALUE";
    }

    private static String describe(ParameterSpec parameter) {
        String description = parameter.description().replace("%", "%%");
        if (parameter.required()) {
            return description + " (required)";
        }
        return parameter.defaultValue() == null
                ? description
                : description + " (default: " + parameter.defaultValue().replace("%", "%%") + ")";
    }
}
