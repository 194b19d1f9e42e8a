package dev.sluice.cluster.client;

import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.StopRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice stop JOB}. */
@Command(
        name = "stop",
        description =
                "Ends a job of a cluster behind a last checkpoint, from which it resumes when it is submitted again.",
        mixinStandardHelpOptions = true)
public final class StopCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    @Option(
            names = "--savepoint",
            paramLabel = "DIR",
            description =
                    "End it behind a savepoint in this folder, which must not exist yet, or be empty; the job goes "
                            + "on if that fails. The folder is the coordinating node's.")
    private @Nullable String savepoint;

    @Option(
            names = "--drain",
            description =
                    "Read no more and let event time go to its end before, so that all windows and timers fire: for "
                            + "a job that is not to go on.")
    private boolean drain;

    /** For the service loader. */
    public StopCommand() {}

    @Override
    String ask(NodeClient client) {
        String path = "/jobs/" + NodeClient.segment(job);
        if (savepoint == null) {
            if (drain) {
                throw new CommandException(
                        ExitCodes.USAGE, "--drain ends a job for good: give it --savepoint DIR, from which to go on");
            }
            return client.post(path + "/stop", null);
        }
        StopRequest request = new StopRequest(resolve(savepoint), drain ? true : null);
        return SavepointWait.await(client, path, client.post(path + "/stop", request), true);
    }

    @Override
    String show(String answer) {
        JobDocument stopped = job(answer);
        if (savepoint != null && stopped.savepoint() != null) {
            return line((drain ? "drained " : "stopped ") + job + " behind savepoint "
                    + JobReport.savepoint(stopped.savepoint()) + "; it is " + stopped.state());
        }
        return line("stopped " + job + " behind checkpoint " + job(answer).lastCheckpoint());
    }
}
