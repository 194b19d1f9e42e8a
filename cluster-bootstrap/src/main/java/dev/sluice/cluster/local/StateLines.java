package dev.sluice.cluster.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.runtime.offline.OperatorStates;
import dev.sluice.runtime.offline.SavepointReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints the entries of a state, one a line, as JSON. */
final class StateLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StateLines() {}

    static void print(Path folder, String uid, @Nullable String state, long limit, PrintWriter out) throws IOException {
        try (SavepointReader savepoint = SavepointReader.open(folder)) {
            OperatorStates operator = savepoint.operator(uid);
            if (state == null) {
                throw new IllegalArgumentException("say which state of \"" + uid + "\": "
                        + String.join(", ", operator.states().keySet()));
            }
            if (limit < 0) {
                throw new IllegalArgumentException("--limit must be at least 0, but is " + limit);
            }
            try (Stream<Map<String, Object>> entries = operator.raw(state).limit(limit)) {
                for (Iterator<Map<String, Object>> each = entries.iterator(); each.hasNext(); ) {
                    out.println(JSON.writeValueAsString(each.next()));
                }
            } finally {
                out.flush();
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCodes.USAGE, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    ExitCodes.USAGE, e.getReason() == null ? "there is no file " + e.getFile() : e.getReason());
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }
}
