package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.savepoint.StateImport;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the state that runs begin from, on threads that may block. */
final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    private Imports() {}

    /** What became of it, for people where it failed. */
    static CoordinatorMessage.Imported of(CoordinatorMessage.SubmitFrom command, MasterEnvironment environment) {
        JobSpec spec = command.spec();
        try {
            StateImport.Imported imported = new StateImport(
                            command.from(), spec, environment.plans().apply(spec), environment.checkpoints())
                    .run(MasterState.IMPORTED, environment.clock().millis());
            if (!imported.dropped().isEmpty()) {
                LOG.warn(
                        "run {}: the state of these operators of {} is left behind: {}",
                        spec.run(),
                        command.from().describe(),
                        String.join(", ", imported.dropped()));
            }
            return new CoordinatorMessage.Imported(command, imported.spec(), imported.snapshots(), null);
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            String problem = "job \"" + spec.job() + "\" cannot begin from "
                    + command.from().describe() + ": " + reason;
            return new CoordinatorMessage.Imported(command, spec, List.of(), problem);
        }
    }
}
