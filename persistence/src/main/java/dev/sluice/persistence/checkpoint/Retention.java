package dev.sluice.persistence.checkpoint;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Decides by their names which files of a run may go. To be asked for all manifests first. */
final class Retention {
    private record Attempted(long checkpoint, long epoch) {}

    private final Set<Long> checkpoints;
    private final long olderThan;
    private final Set<Attempted> declared = new HashSet<>();

    Retention(Set<Long> checkpoints, long olderThan) {
        this.checkpoints = checkpoints;
        this.olderThan = olderThan;
    }

    /**
     * Whether a file is a manifest that stays. From now on the snapshots of its checkpoint stay with it, even if it is
     * damaged.
     */
    boolean keepsManifest(Path file) {
        Optional<FileName> name = FileName.parse(file).filter(FileName::isManifest);
        if (name.isEmpty() || !(isSavepoint(name.get()) || isKept(name.get()))) {
            return false;
        }
        declared.add(new Attempted(name.get().checkpoint(), name.get().epoch()));
        return true;
    }

    /** Whether a file is a manifest that goes, or was to become one. */
    boolean dropsManifest(Path file) {
        return FileName.parse(file)
                .filter(name -> name.kind() != FileName.Kind.SNAPSHOT && !isKept(name))
                .filter(name -> name.unfinished() || !isSavepoint(name))
                .isPresent();
    }

    /** Whether a file is a snapshot, finished or not, that only the manifest of another checkpoint may still need. */
    boolean mayDropSnapshot(Path file) {
        return FileName.parse(file)
                .filter(name -> name.kind() == FileName.Kind.SNAPSHOT && !isKept(name))
                .filter(name -> !declared.contains(new Attempted(name.checkpoint(), name.epoch())))
                .isPresent();
    }

    private static boolean isSavepoint(FileName name) {
        return name.kind() == FileName.Kind.SAVEPOINT;
    }

    private boolean isKept(FileName name) {
        return checkpoints.contains(name.checkpoint()) || name.checkpoint() >= olderThan;
    }
}
