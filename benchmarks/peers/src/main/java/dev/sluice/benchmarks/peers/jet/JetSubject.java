package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.pipeline.Pipeline;
import dev.sluice.benchmarks.measure.Measurement;
import dev.sluice.benchmarks.measure.Result;
import dev.sluice.benchmarks.measure.Subject;
import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import java.time.Duration;

/** One member of Hazelcast within this process, with as many cooperative threads as there are subtasks. */
public final class JetSubject implements Subject {
    private static final String LOOPBACK = "127.0.0.1";

    private final HazelcastInstance member;
    private final int parallelism;
    private final Duration checkpointInterval;

    /**
     * @param parallelism processors per vertex, and threads
     * @param checkpointInterval from one snapshot's beginning to the next's
     */
    public JetSubject(int parallelism, Duration checkpointInterval) {
        this.parallelism = parallelism;
        this.checkpointInterval = checkpointInterval;
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(parallelism);
        member = Hazelcast.newHazelcastInstance(config);
    }

    @Override
    public Result run(Workload workload, Events events) {
        Measurement measurement = new Measurement();
        Current.begin(new Current(events, measurement));
        Pipeline pipeline = JetJobs.define(workload, parallelism);
        // A key's events take one way only, so their order is kept all the same; this spares Jet the proof.
        pipeline.setPreserveOrder(false);
        JobConfig job = new JobConfig()
                .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                .setSnapshotIntervalMillis(checkpointInterval.toMillis())
                .setAutoScaling(false);
        member.getJet().newJob(pipeline, job).join();
        return measurement.result(events.count());
    }

    @Override
    public void close() {
        member.shutdown();
    }
}
