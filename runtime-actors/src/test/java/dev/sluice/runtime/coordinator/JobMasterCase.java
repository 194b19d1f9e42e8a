package dev.sluice.runtime.coordinator;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import dev.sluice.runtime.TestSystems;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.SubtaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The master alone, its keepers played by a probe, time by the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobMasterCase {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    ActorTestKit kit;
    PersistenceTestKit journal;

    @TempDir
    Path folder;

    MasterFixture job;
    SubtaskId in0;
    SubtaskId in1;
    SubtaskId count0;
    SubtaskId count1;

    @BeforeAll
    void start() {
        kit = TestSystems.withManualTime();
        journal = PersistenceTestKit.create(kit.system());
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void create(TestInfo test) {
        job = new MasterFixture(
                kit, folder.resolve("store"), test.getTestMethod().orElseThrow().getName());
        in0 = job.subtask("in", 0);
        in1 = job.subtask("in", 1);
        count0 = job.subtask("count", 0);
        count1 = job.subtask("count", 1);
    }

    @AfterEach
    void end() {
        kit.stop(job.master, PATIENCE);
    }

    static JobFailure failureOf(JobUpdate update) {
        return Objects.requireNonNull(update.failure());
    }
}
