package dev.sluice.cluster.client;

import dev.sluice.api.JobDefinition;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.JobArguments;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code sluice submit JOB} for a job whose options are known here. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true)
final class SubmitJobCommand implements Callable<Integer> {
    private final JobDefinition job;
    private final CliContext context;
    private final CommandSpec spec;
    private final JobArguments arguments;

    @Mixin
    private final Submission submission = new Submission();

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the job, if it has no option of its own for it.")
    private final Map<String, String> params = new LinkedHashMap<>();

    private SubmitJobCommand(JobDefinition job, CliContext context) {
        this.job = job;
        this.context = context;
        spec = CommandSpec.forAnnotatedObject(this);
        arguments = JobArguments.addTo(spec, job);
    }

    static CommandSpec of(JobDefinition job, CliContext context) {
        return new SubmitJobCommand(job, context).spec;
    }

    @Override
    public Integer call() {
        return submission.submit(
                context,
                job.name(),
                arguments.parameters(context.environment(), params).asMap());
    }
}
