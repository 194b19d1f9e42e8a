package dev.sluice.cluster;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code sluice run JOB}: one job with the options that all jobs have and those of its own. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class JobCommand implements Callable<Integer> {
    private final JobDefinition job;
    private final JobRunner runner;
    private final Environment environment;
    private final CommandSpec spec;
    private final JobArguments arguments;

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
        spec = CommandSpec.forAnnotatedObject(this);
        arguments = JobArguments.addTo(spec, job);
    }

    static CommandSpec of(JobDefinition job, JobRunner runner, Environment environment) {
        return new JobCommand(job, runner, environment).spec;
    }

    @Override
    public Integer call() throws Exception {
        Parameters parameters = arguments.parameters(environment, params);
        // What is wrong with the definition is found before an engine is started for it.
        Dataflow.define(job, parameters);
        String storage = options.storage().orElseGet(() -> DefaultStorage.of(job.name(), parameters));
        return runner.run(job, parameters, options, environment.resolve(storage))
                .exitCode();
    }
}
