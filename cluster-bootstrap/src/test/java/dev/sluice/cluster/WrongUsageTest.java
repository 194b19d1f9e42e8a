package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.JobRefusedException;
import java.nio.file.FileAlreadyExistsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {
    private final ScriptedRuntime engine = new ScriptedRuntime();
    private final Cli cli = new Cli(engine);

    @ParameterizedTest(name = "sluice {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a command is missing: run, jobs, version",
                "rnu | unknown command \"rnu\"; did you mean run?; commands: run, jobs, version",
                "echo | \"echo\" is a job: sluice run echo",
                "run | the job is missing: sluice run JOB; jobs: echo",
                "run ecko --input x | unknown job \"ecko\"; did you mean echo?; known jobs: echo",
                "run something-else | unknown job \"something-else\"; known jobs: echo",
                "run echo | job \"echo\" needs the parameter \"input\" (what it hears): give it with --input VALUE",
                "run echo --inptu x | unknown option \"--inptu\"; did you mean --input?",
                "run echo --input | Missing required parameter for option '--input'",
                "run echo --input x --checkpoint-interval soon | \"soon\" is not a duration such as 250ms, 1s or 5m",
                "run echo --input x --checkpoint-interval 0s | it must be at least 1ms, but is \"0s\"",
                "run echo --input x --aligned-timeout 0s | it must be at least 1ms, but is \"0s\"",
                "run echo --input x --parallelism 0 | \"0\" is not a whole number from 1 to",
                "run echo --input x --state-backend disk | there is no state backend \"disk\": choose heap, rocksdb or spilling",
                "run echo --input x --rate fast | \"fast\" is not a whole number from 1 to",
                "run echo --input x --param colour=red | job \"echo\" has no parameter \"colour\"; it takes input, volume",
                "run echo --input x --param colour | --param",
                "run echo --input x --volume loud | the parameter \"volume\" must be a whole number, but is \"loud\"",
                "run echo --input x --volume 12 | job \"echo\" writes nothing",
                "run echo --input x --parallelism 2 --parallelism 3 | --parallelism",
                "jobs --loud | unknown option \"--loud\"",
            })
    void when_the_command_line_is_wrong_then_one_line_says_so_and_the_exit_code_is_2(String line, String message) {
        int exitCode = cli.run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(cli.err()).startsWith("sluice: ").contains(message).hasLineCount(1);
        assertThat(exitCode).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.out()).isEmpty();
        assertThat(engine.storage).as("no engine was started").isNull();
    }

    @Test
    void when_the_runtime_refuses_the_job_then_its_reason_is_shown_and_the_exit_code_is_2() {
        engine.refusal = new JobRefusedException("an unfinished run has other parameters: use --fresh");
        assertThat(cli.run("run", "echo", "--input", "x")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).isEqualToIgnoringNewLines("sluice: an unfinished run has other parameters: use --fresh");
        assertThat(engine.closed).isTrue();
    }

    @Test
    void when_the_storage_folder_cannot_be_used_then_it_is_named_and_the_exit_code_is_2() {
        engine.refusal = new FileAlreadyExistsException("/state");
        assertThat(cli.run("run", "echo", "--input", "x", "--storage", "/state"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err())
                .startsWith("sluice: the storage folder /state cannot be used (")
                .contains("FileAlreadyExistsException", "--storage")
                .hasLineCount(1);
    }
}
