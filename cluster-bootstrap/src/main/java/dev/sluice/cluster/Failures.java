package dev.sluice.cluster;

import dev.sluice.api.ParameterException;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.persistence.StorageInUseException;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.job.JobFailure;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Tells people and the shell what went wrong: one clear line first, a stack trace only where it helps. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
    private final PrintWriter err;

    Failures(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, @Nullable ParseResult parsed) {
        boolean verbose = parsed != null && parsed.asCommandLineList().stream().anyMatch(Failures::isVerbose);
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof JobFailedException failed) {
                return jobFailed(failed.failure(), verbose);
            }
            if (e instanceof CommandException failed) {
                say(oneLine(String.valueOf(failed.getMessage())));
                return failed.exitCode();
            }
            if (e instanceof ParameterException
                    || e instanceof DefinitionException
                    || e instanceof JobRefusedException
                    || e instanceof StorageInUseException
                    || e instanceof StorageException) {
                say(String.valueOf(e.getMessage()));
                if (verbose) {
                    e.printStackTrace(err);
                }
                return ExitCodes.USAGE;
            }
        }
        say("unexpected failure: " + thrown);
        thrown.printStackTrace(err);
        return ExitCodes.JOB_FAILED;
    }

    private int jobFailed(JobFailure failure, boolean verbose) {
        say("job failed: " + oneLine(failure));
        if (verbose || !isOfTheOutside(failure.error())) {
            err.println(failure.stackTrace());
        }
        return ExitCodes.JOB_FAILED;
    }

    private void say(String text) {
        err.println("sluice: " + text);
    }

    /** A failure in one line, whatever its message holds. */
    static String oneLine(JobFailure failure) {
        return oneLine(failure.summary());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    /**
     * Whether data or files are at fault, so that the message says all there is to know: where in the code that was
     * noticed helps nobody.
     */
    private static boolean isOfTheOutside(String errorClass) {
        return errorClass.endsWith("BadRecordException")
                || errorClass.endsWith("PermanentException")
                || errorClass.startsWith("java.io.")
                || errorClass.startsWith("java.nio.file.");
    }

    private static boolean isVerbose(CommandLine command) {
        var option = command.getCommandSpec().findOption("--verbose");
        return option != null && Boolean.TRUE.equals(option.getValue());
    }
}
