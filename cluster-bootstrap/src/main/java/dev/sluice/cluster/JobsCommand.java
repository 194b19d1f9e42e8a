package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "jobs",
        description = "Lists the known jobs with their options.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class JobsCommand implements Callable<Integer> {
    private final JobCatalog catalog;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    JobsCommand(JobCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int width = catalog.jobs().stream()
                .mapToInt(job -> job.name().length())
                .max()
                .orElse(1);
        for (JobDefinition job : catalog.jobs()) {
            out.printf(("%-" + width + "s  %s%n"), job.name(), (job.description() + "  " + options(job)).strip());
        }
        return ExitCodes.OK;
    }

    private static String options(JobDefinition job) {
        return job.parameters().stream().map(JobsCommand::usage).collect(Collectors.joining(" "));
    }

    private static String usage(ParameterSpec parameter) {
        String option = "--" + parameter.name() + " " + JobArguments.label(parameter);
        return parameter.required() ? option : "[" + option + "]";
    }
}
