package dev.sluice.runtime.savepoint;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.contents.SchemaFirst;
import dev.sluice.persistence.state.format.NativeChunks;
import dev.sluice.runtime.channel.InFlight;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.protocol.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Copies the state that a new run begins from into the run's own store, as its first checkpoint. Every byte is checked
 * on the way, so that damage is found before anything runs, and from then on the run needs nothing of where its state
 * came from: neither a folder that only one node can reach, nor a run whose checkpoints others delete.
 */
public final class StateImport {
    /**
     * Before the name of the vertex that wrote a snapshot. No vertex of a plan has such a name: state that comes from
     * elsewhere is looked for by uid in all snapshots, since operators may be chained in another way now.
     */
    private static final String ELSEWHERE = "~";

    private final StartFrom from;
    private final JobSpec spec;
    private final PhysicalPlan plan;
    private final CheckpointStore store;
    private final Set<String> dropped = new TreeSet<>();

    /**
     * @param from where the state is
     * @param spec how the new run is run
     * @param plan its plan
     * @param store where the copy goes
     */
    public StateImport(StartFrom from, JobSpec spec, PhysicalPlan plan, CheckpointStore store) {
        this.from = from;
        this.spec = spec;
        this.plan = plan;
        this.store = store;
    }

    /**
     * What a run begins with.
     *
     * @param snapshots its state
     * @param spec how it is run, with what it continues
     * @param dropped the uids of the operators whose state was left behind
     */
    public record Imported(List<SnapshotHandle> snapshots, JobSpec spec, Set<String> dropped) {}

    private record Origin(CheckpointManifest manifest, SchemaFirst.Opener snapshots) {}

    /**
     * Checks, copies, and declares the copy a checkpoint. Nothing is left in the store if it fails.
     *
     * @param checkpoint the number that the copy gets
     * @param now epoch milliseconds
     * @return what the run begins with
     * @throws StartRefusedException if the state does not fit the job
     * @throws IOException if it cannot be read, or is damaged; the message names the file and the offset
     */
    public Imported run(long checkpoint, long now) throws IOException {
        Origin origin = origin();
        JobOutline job = origin.manifest().job();
        if (job == null) {
            throw new StartRefusedException("its manifest is of an older release, which did not note the number of key"
                    + " groups: resume its own run, and take a savepoint of that");
        }
        int maxParallelism = plan.graph().maxParallelism();
        if (job.maxParallelism() != maxParallelism) {
            throw new StartRefusedException("its keyed state is divided into " + job.maxParallelism()
                    + " key groups, and that of the job into " + maxParallelism
                    + ": give the job the same number with flow.maxParallelism(" + job.maxParallelism() + ")");
        }
        boolean whole = false;
        try {
            List<SnapshotHandle> copies = copy(origin, checkpoint);
            if (!dropped.isEmpty() && !from.allowDroppedState()) {
                throw new StartRefusedException("it holds state of operators that the job does not have: "
                        + String.join(", ", named(job)) + ". Give them back their uids, or leave their state behind"
                        + " with --allow-dropped-state");
            }
            JobSpec continuing = spec.continuing(continued(origin.manifest(), job));
            store.complete(new CheckpointManifest(
                    spec.run(), checkpoint, 0, false, now, copies, Outlines.of(plan, continuing)));
            whole = true;
            return new Imported(copies, continuing, dropped);
        } finally {
            if (!whole) {
                store.deleteRun(spec.run());
            }
        }
    }

    private Origin origin() throws IOException {
        if (from.isSavepoint()) {
            SavepointFolder folder = SavepointFolder.open(Path.of(from.place()));
            return new Origin(folder.manifest(), folder::open);
        }
        List<CheckpointManifest> found = store.completed(from.place());
        return found.stream()
                .filter(manifest -> from.checkpoint() == 0 || manifest.checkpoint() == from.checkpoint())
                .findFirst()
                .map(manifest -> new Origin(manifest, store::open))
                .orElseThrow(() -> new StartRefusedException(
                        found.isEmpty()
                                ? "no checkpoints of such a run are in this storage; those of a run that has finished"
                                        + " are deleted"
                                : "the run has only these: "
                                        + found.stream()
                                                .map(manifest -> String.valueOf(manifest.checkpoint()))
                                                .collect(Collectors.joining(", "))));
    }

    private List<SnapshotHandle> copy(Origin origin, long checkpoint) throws IOException {
        Set<String> known = plan.graph().nodes().stream().map(Outlines::uid).collect(Collectors.toSet());
        JobOutline job = origin.manifest().job();
        boolean sameGraph = job != null && job.fingerprint().equals(spec.fingerprint());
        Snapshots snapshots = new Snapshots(header -> isOf(header, known, sameGraph), () -> false);
        List<SnapshotHandle> copies = new ArrayList<>();
        for (SnapshotHandle handle : origin.manifest().snapshots()) {
            SnapshotAddress address = handle.address();
            copies.add(snapshots.copy(
                    handle,
                    new SnapshotAddress(spec.run(), checkpoint, 0, ELSEWHERE + address.vertex(), address.subtask()),
                    origin.snapshots(),
                    store::begin));
        }
        return copies;
    }

    private boolean isOf(ChunkHeader header, Set<String> known, boolean sameGraph) {
        if (header.operator().equals(InFlight.OPERATOR)) {
            if (!sameGraph) {
                throw new IllegalStateException("barriers have overtaken records there, which are on their way between"
                        + " the operators of its graph, and that of the job is another: begin from a savepoint");
            }
            return true;
        }
        boolean wanted = known.contains(header.operator());
        if (!wanted) {
            dropped.add(header.operator());
        } else if (NativeChunks.isNative(header)) {
            String backend = spec.stateBackend().text();
            if (!NativeChunks.writer(header).equals(backend)) {
                throw NativeChunks.refused(header, backend);
            }
        }
        return wanted;
    }

    /** The uids, with the names that differ from them. */
    private List<String> named(JobOutline job) {
        Map<String, String> names = job.operators().stream()
                .collect(Collectors.toMap(OperatorOutline::uid, OperatorOutline::name, (one, other) -> one));
        return dropped.stream()
                .map(uid -> {
                    String name = names.getOrDefault(uid, uid);
                    return name.equals(uid) ? uid : uid + " (\"" + name + "\")";
                })
                .toList();
    }

    private static Map<String, Long> continued(CheckpointManifest manifest, JobOutline job) {
        Map<String, Long> continued = new HashMap<>(job.continues());
        continued.put(manifest.run(), manifest.checkpoint());
        return continued;
    }
}
