package dev.sluice.cluster;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code sluice run JOB}: one job with the options that all jobs have and those of its own. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class JobCommand implements Callable<Integer> {
    private static final int BEFORE_COMMON_OPTIONS = -2; // those of a mixin have -1

    private final JobDefinition job;
    private final JobRunner runner;
    private final Environment environment;
    private final CommandSpec spec;
    private final Map<String, OptionSpec> ownOptions = new LinkedHashMap<>();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the job, if it has no option of its own for it.")
    private final Map<String, String> params = new LinkedHashMap<>();

    private JobCommand(JobDefinition job, JobRunner runner, Environment environment) {
        this.job = job;
        this.runner = runner;
        this.environment = environment;
        this.spec = CommandSpec.forAnnotatedObject(this);
    }

    static CommandSpec of(JobDefinition job, JobRunner runner, Environment environment) {
        JobCommand command = new JobCommand(job, runner, environment);
        command.spec.name(job.name()).usageMessage().description(job.description());
        job.parameters().forEach(command::addOption);
        return command.spec;
    }

    @Override
    public Integer call() throws Exception {
        Parameters parameters = parameters().resolve(job.name(), job.parameters());
        // What is wrong with the definition is found before an engine is started for it.
        Dataflow.define(job, parameters);
        String storage = options.storage().orElseGet(() -> DefaultStorage.of(job.name(), parameters));
        return runner.run(job, parameters, options, environment.resolve(storage))
                .exitCode();
    }

    private void addOption(ParameterSpec parameter) {
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
            ownOptions.put(parameter.name(), option);
        }
    }

    private Parameters parameters() {
        Map<String, String> given = new LinkedHashMap<>(params);
        ownOptions.forEach((name, option) -> {
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
        return Parameters.of(given);
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
