package dev.sluice.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.http.ApiSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
    @TempDir
    private Path folder;

    @Test
    void when_a_setting_is_given_twice_then_what_was_typed_wins_over_the_file_and_that_over_what_is_shipped()
            throws Exception {
        Path file = Files.writeString(folder.resolve("node.conf"), "sluice.node { host = \"10.0.0.1\", port = 1111 }");
        Config config = NodeConfig.load(file, Map.of("sluice.node.port", 2222));
        assertThat(config.getString("akka.remote.artery.canonical.hostname")).isEqualTo("10.0.0.1");
        assertThat(config.getString("akka.management.http.bind-hostname")).isEqualTo("10.0.0.1");
        assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(2222);
        assertThat(config.getInt("akka.management.http.port")).isEqualTo(8558);
        assertThat(config.getInt("akka.cluster.sharding.number-of-shards")).isEqualTo(1024);
    }

    @Test
    void when_the_storage_is_a_folder_then_the_journal_is_there() {
        Config config = NodeConfig.load(null, Map.of("sluice.node.storage", "/var/sluice"));
        assertThat(config.getString("akka.persistence.journal.plugin")).isEqualTo("sluice.journal");
        assertThat(config.getString("sluice.storage.directory")).isEqualTo("/var/sluice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles = [driver] | sluice.node.roles must be coordinator, worker or both, but is [driver]",
                "roles = [] | sluice.node.roles must be",
                "port = 70000 | sluice.node.port must be a port from 0 to 65535, but is 70000",
                "management-port = http | management-port",
                "host = \"a b\" | sluice.node.host must be a host name or address, but is \"a b\"",
                "cluster = \"-\" | sluice.node.cluster must be letters and digits",
                "storage = \" \" | sluice.node.storage must be \"cassandra\" or a folder",
                "drain-timeout = soon | drain-timeout",
                "port = ${nowhere} | nowhere",
                "port = { | node.conf",
            })
    void when_a_setting_is_wrong_then_it_is_named(String setting, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("node.conf"), "sluice.node { " + setting + " }");
        assertThatThrownBy(() -> NodeSettings.of(NodeConfig.load(file, Map.of())))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((CommandException) e).exitCode())
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void when_the_file_is_missing_then_it_is_named() {
        assertThatThrownBy(() -> NodeConfig.load(folder.resolve("none.conf"), Map.of()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("none.conf");
    }

    @Test
    void when_the_api_would_be_open_to_other_machines_then_that_must_be_said() {
        Config open = NodeConfig.load(null, Map.of("sluice.node.bind-host", "0.0.0.0"));
        assertThatThrownBy(() -> ApiSettings.of(open))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("everybody who reaches 0.0.0.0")
                .hasMessageContaining("sluice.http.token-file");
        Config said =
                NodeConfig.load(null, Map.of("sluice.node.bind-host", "0.0.0.0", "sluice.http.token-required", false));
        assertThat(ApiSettings.of(said).token()).isNull();
        assertThat(ApiSettings.of(NodeConfig.load(null, Map.of())).token()).isNull();
    }

    @Test
    void when_the_token_is_in_a_file_then_its_first_line_is_it() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef \nsomething else\n");
        Config config = NodeConfig.load(null, Map.of("sluice.http.token-file", file.toString()));
        assertThat(ApiSettings.of(config).token()).isEqualTo("0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource({"'', holds no token", "short, 8 or more", "with a space in it, 8 or more"})
    void when_the_token_is_none_then_it_is_refused(String token, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), token);
        Config config = NodeConfig.load(null, Map.of("sluice.http.token-file", file.toString()));
        assertThatThrownBy(() -> ApiSettings.of(config))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("sluice.http");
    }
}
