package dev.sluice.cluster.client;

import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.http.message.JobDocument;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Asks until a savepoint is there, or failed. */
final class SavepointWait {
    private static final Executor LATER = CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS);

    private SavepointWait() {}

    /**
     * @param path where the job is
     * @param accepted the job when the savepoint was on its way
     * @param ends whether the job ends behind it, and that is waited for too
     * @return the job, with the savepoint
     * @throws CommandException if there is none
     */
    static String await(NodeClient client, String path, String accepted, boolean ends) {
        JobDocument.Savepoint wanted = ClientCommand.job(accepted).savepoint();
        String answer = accepted;
        while (true) {
            JobDocument job = ClientCommand.job(answer);
            JobDocument.Savepoint now = job.savepoint();
            if (wanted == null || now == null || now.requestedAt() != wanted.requestedAt()) {
                throw new CommandException(
                        ExitCodes.UNREACHABLE,
                        "the coordinator was replaced while the savepoint was taken: see whether "
                                + (wanted == null ? "the folder" : wanted.directory())
                                + " is there, and try again if not; the job is " + job.state());
            }
            if (now.state().equals("FAILED")) {
                throw new CommandException(
                        ExitCodes.JOB_FAILED,
                        "the savepoint " + now.directory() + " was not taken: " + now.problem() + "; the job is "
                                + job.state());
            }
            if (now.state().equals("COMPLETED") && (!ends || Submission.isOver(job.state()))) {
                return answer;
            }
            answer = later(client, path);
        }
    }

    private static String later(NodeClient client, String path) {
        try {
            return CompletableFuture.supplyAsync(() -> client.get(path), LATER).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommandException failure ? failure : e;
        }
    }
}
