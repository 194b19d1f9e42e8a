package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, put together of its own commands, the jobs and the commands that other modules bring. */
final class SluiceCli {
    private final Console console;
    private final JobCatalog jobs;

    private SluiceCli(Console console, JobCatalog jobs) {
        this.console = console;
        this.jobs = jobs;
    }

    /**
     * The command line with all that the class path holds.
     *
     * @param args what was typed: of {@code run JOB} only that job's command is made, since the others would make it
     *     begin later
     */
    static CommandLine load(Environment environment, Console console, String... args) {
        JobCatalog jobs = JobCatalog.load();
        if (args.length >= 2 && args[0].equals("run") && jobs.has(args[1])) {
            return create(environment, console, RuntimeFactory.LOCAL, jobs.only(args[1]), List.of());
        }
        return create(environment, console, RuntimeFactory.LOCAL, jobs, ServiceLoader.load(CliCommand.class));
    }

    static CommandLine create(
            Environment environment,
            Console console,
            RuntimeFactory runtimes,
            JobCatalog jobs,
            Iterable<CliCommand> contributed) {
        JobRunner runner = new JobRunner(runtimes, environment, console);
        CommandLine run = new CommandLine(new RunCommand());
        for (JobDefinition job : jobs.jobs()) {
            run.addSubcommand(JobCommand.of(job, runner, environment));
        }
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(run)
                .addSubcommand(new JobsCommand(jobs))
                .addSubcommand(new VersionCommand());
        for (CliCommand command : contributed) {
            command.bind(new CliContext(environment, jobs.jobs(), runner, console.out(), console.err()));
            CommandLine line = new CommandLine(command);
            command.subcommands().forEach(line::addSubcommand);
            root.addSubcommand(line);
        }
        return root.setOut(console.out())
                .setErr(console.err())
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new SluiceCli(console, jobs)::wrongUsage)
                .setExecutionExceptionHandler(new Failures(console.err()));
    }

    private int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        console.err()
                .println("sluice: " + describe(e, command).replaceAll("\\s*\\R\\s*", " ") + " (help: "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCodes.USAGE;
    }

    private String describe(CommandLine.ParameterException e, CommandLine command) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            String word = words.isEmpty() ? "" : words.get(0);
            if (word.startsWith("-")) {
                Set<String> options = command.getCommandSpec().optionsMap().keySet();
                return "unknown option \"" + word + "\"" + guess(Spelling.nearest(word, options));
            }
            if (command.getCommand() instanceof RunCommand) {
                return jobs.unknown(word);
            }
            if (command.getCommand() instanceof RootCommand) {
                return unknownCommand(word, command.getSubcommands().keySet());
            }
        }
        return String.valueOf(e.getMessage());
    }

    private String unknownCommand(String word, Set<String> commands) {
        if (jobs.has(word)) {
            return "\"" + word + "\" is a job: sluice run " + word;
        }
        return "unknown command \"" + word + "\"" + guess(Spelling.nearest(word, commands)) + "; commands: "
                + String.join(", ", commands);
    }

    private static String guess(List<String> nearest) {
        return nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
    }
}
