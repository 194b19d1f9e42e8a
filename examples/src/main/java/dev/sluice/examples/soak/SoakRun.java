package dev.sluice.examples.soak;

import dev.sluice.cluster.ExitCodes;
import dev.sluice.examples.process.ChildProcess;
import dev.sluice.examples.process.Patience;
import dev.sluice.examples.process.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One run, from the first start of the process to its end. */
final class SoakRun implements AutoCloseable {
    /** The last process is not killed for so much of the time: what leaks slowly shows only in one that lives long. */
    private static final double UNDISTURBED = 0.25;

    private static final Duration FINISH = Duration.ofMinutes(10);
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS_BETWEEN_LINES = 10;

    private final SoakSettings settings;
    private final PrintWriter out;
    private final Patience patience = new Patience();
    private final Random random;
    private final List<Life> lives = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final ChildProcess engine;
    private final long start = System.nanoTime();
    private boolean closed;

    SoakRun(SoakSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
        random = new Random(settings.seed());
        engine = new ChildProcess("the engine", SoakEngine.command(settings));
    }

    /** What was seen of the processes, the first first. */
    List<Life> lives() {
        return List.copyOf(lives);
    }

    /**
     * @return whether the results are exact, every restore succeeded, and memory stayed what it was
     * @throws IOException if the process cannot be started or killed, or files cannot be read
     */
    boolean run() throws IOException {
        Files.createDirectories(settings.folder());
        say(String.format(
                Locale.ROOT,
                "seed %d: %s of heap, %s of RocksDB's memory, up to %,d keys with %s of state, %,d records/s, for %d s, "
                        + "kill -9 every %d s; logs in %s",
                settings.seed(),
                Sizes.text(settings.heapBytes()),
                Sizes.text(settings.nativeBytes()),
                settings.load().keys(),
                Sizes.text(settings.stateBytes()),
                settings.rate(),
                settings.time().toSeconds(),
                settings.killEvery().toSeconds(),
                settings.folder()));
        long undisturbed = second(1 - UNDISTURBED);
        boolean goesOn = true;
        for (long kill = second() + nextKill(); goesOn && kill <= undisturbed; kill = second() + nextKill()) {
            goesOn = live(kill);
            engine.kill();
        }
        if (goesOn && live(second(1))) {
            finish();
        }
        engine.kill();
        wrong.addAll(Steadiness.check(lives, settings));
        report();
        return wrong.isEmpty();
    }

    /** The second in which a part of the time is over. */
    private long second(double part) {
        return (long) (settings.time().toSeconds() * part);
    }

    private long second() {
        return (System.nanoTime() - start) / SECOND;
    }

    private long nextKill() {
        long mean = settings.killEvery().toSeconds();
        return Math.max(1, mean / 2 + random.nextLong(mean + 1));
    }

    /** Starts the process and looks at it until a second; false if it should not go on. */
    private boolean live(long untilSecond) throws IOException {
        long before =
                lives.stream().mapToLong(life -> life.lastCheckpoint).max().orElse(0);
        Life life = new Life(lives.size() + 1, second());
        lives.add(life);
        LogTail log = new LogTail(log(life));
        start(life);
        while (second() < untilSecond) {
            look(life, log);
            if (engine.ended().isPresent()) {
                fail("process " + life.number + " ended by itself with exit code "
                        + engine.ended().getAsInt() + ":\n" + log.last());
                return false;
            }
        }
        if (life.restored >= 0 && life.restored < before) {
            fail("process " + life.number + " began from checkpoint " + life.restored + ", but " + before
                    + " was completed: " + log.last());
            return false;
        }
        return true;
    }

    private synchronized void start(Life life) throws IOException {
        if (closed) {
            throw new StoppedException();
        }
        engine.start(log(life));
    }

    private Path log(Life life) {
        return settings.folder().resolve("process-" + life.number + ".log");
    }

    /** Waits for a second's end, and sees what there is then. */
    private void look(Life life, LogTail log) throws IOException {
        long second = second() + 1;
        patience.until(start + second * SECOND);
        for (String line : log.lines()) {
            EngineLine.parse(line).ifPresent(life::hear);
        }
        ProcessMemory.resident(engine.pid().orElseThrow())
                .ifPresent(bytes -> life.samples.add(new Life.Sample(second, bytes, life.state)));
        if (second % SECONDS_BETWEEN_LINES == 0 && !life.samples.isEmpty()) {
            say(String.format(
                    Locale.ROOT,
                    "at %4d s: process %d, RSS %s, state %s, %,d records, checkpoint %d",
                    second,
                    life.number,
                    Sizes.text(life.samples.get(life.samples.size() - 1).resident()),
                    Sizes.text(life.state),
                    life.read,
                    life.lastCheckpoint));
        }
    }

    /** Has the job come to its end, and compares what it has written. */
    private void finish() throws IOException {
        say("waiting for the job to finish...");
        Files.createFile(settings.finish());
        Life life = lives.get(lives.size() - 1);
        life.finishingFrom = second();
        LogTail log = new LogTail(log(life));
        long deadline = second() + FINISH.toSeconds();
        while (engine.ended().isEmpty()) {
            if (second() > deadline) {
                fail("the job has not finished within " + FINISH.toSeconds() + " s:\n" + log.last());
                return;
            }
            look(life, log);
        }
        if (engine.ended().getAsInt() != ExitCodes.OK) {
            fail("process " + life.number + " ended with exit code "
                    + engine.ended().getAsInt() + ":\n" + log.last());
            return;
        }
        long numbers = Long.parseLong(Files.readString(settings.end()).strip());
        Optional<String> difference = new SoakOracle(settings.load(), numbers).firstDifference(settings.output());
        difference.ifPresent(text -> fail("the results differ: " + text));
        if (difference.isEmpty()) {
            say(String.format(Locale.ROOT, "the results of %,d records are exact", numbers));
        }
        if (lives.stream().noneMatch(each -> each.restored > 0)) {
            fail("no process was restored from a checkpoint: let them live longer with --kill-every");
        }
    }

    private void report() {
        out.println();
        out.print(Curve.draw(lives, settings));
        out.println();
        out.print(Curve.lives(lives));
        long state = lives.stream().mapToLong(Life::mostState).max().orElse(0);
        say(String.format(
                Locale.ROOT,
                "%n%d kills, %d restores, %d checkpoints, %,d records in all processes; %s of state at most, %.1f times the"
                        + " heap",
                lives.size() - 1,
                lives.stream().filter(life -> life.restored > 0).count(),
                lives.stream().mapToInt(life -> life.checkpoints.size()).sum(),
                lives.stream().mapToLong(life -> life.read).sum(),
                Sizes.text(state),
                (double) state / settings.heapBytes()));
        wrong.forEach(line -> say("WRONG: " + line));
    }

    private void fail(String line) {
        wrong.add(line);
    }

    private void say(@Nullable String line) {
        out.println(line);
        out.flush();
    }

    /** Ends the process, and returns when it is gone; may be called at any time, by any thread. */
    @Override
    public synchronized void close() {
        closed = true;
        patience.stop();
        try {
            engine.kill();
        } catch (IOException e) {
            say(e.getMessage());
        }
    }
}
