package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.graph.DefinitionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class CommandsTest {
    private final Cli cli = new Cli(new ScriptedRuntime());

    @Test
    void when_jobs_are_listed_then_each_has_one_line_with_its_options() {
        assertThat(cli.run("jobs")).isZero();
        assertThat(cli.out())
                .isEqualToIgnoringNewLines("echo  Says what it hears.  --input PATH [--volume VALUE] [--rate VALUE]");
    }

    @Test
    void when_the_version_is_asked_for_then_command_and_option_say_the_same() {
        assertThat(cli.run("version")).isZero();
        String version = cli.out();
        assertThat(version).matches("sluice \\d+\\.\\d+\\.\\d+\\S* \\(Java .*\\)\\R");
        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).isEqualTo(version + version);
    }

    @Test
    void when_help_is_asked_for_then_commands_and_exit_codes_are_shown() {
        assertThat(cli.run("--help")).isZero();
        assertThat(cli.out()).contains("run ", "jobs ", "version ", "Exit codes:");
    }

    @Test
    void when_another_module_brings_a_command_then_it_is_found_and_its_errors_are_reported_alike() {
        assertThat(cli.run(List.of(new Brought()), "brought")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).isEqualToIgnoringNewLines("sluice: not like this in /home/ann");
    }

    @Command(name = "brought")
    static final class Brought implements CliCommand {
        private CliContext context;

        @Override
        public void bind(CliContext surroundings) {
            context = surroundings;
        }

        @Override
        public Integer call() {
            throw new DefinitionException(
                    "not like this in " + context.environment().folder());
        }
    }
}
