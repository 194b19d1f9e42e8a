package dev.sluice.persistence.cassandra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.persistence.cassandra.TestCassandra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraServerTest {
    @Test
    void when_it_runs_then_another_process_finds_it_by_its_folder() throws IOException {
        CassandraServer server = TestCassandra.server();
        var found = CassandraServer.running(server.settings().asDetached()).orElseThrow();
        assertThat(found.pid()).isEqualTo(server.pid());
        assertThat(CqlProbe.answers(found.address(), Duration.ofSeconds(5))).isTrue();
        assertThatThrownBy(() -> CassandraServer.start(server.settings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("runs on " + server.settings().folder() + " already");
    }

    @Test
    void when_its_process_id_is_of_another_process_now_then_it_is_not_found(@TempDir Path folder) throws IOException {
        ServerSettings settings = ServerSettings.of(folder, 1, 2, "x");
        assertThat(CassandraServer.running(settings)).isEmpty();
        Files.writeString(settings.pidFile(), ProcessHandle.current().pid() + " 2001-02-03T04:05:06Z\n");
        assertThat(CassandraServer.running(settings)).isEmpty();
        Files.writeString(settings.pidFile(), "");
        assertThat(CassandraServer.running(settings)).isEmpty();
    }

    @Test
    void when_a_port_is_in_use_then_the_error_names_it(@TempDir Path folder) {
        int used = TestCassandra.server().settings().nativePort();
        ServerSettings settings = ServerSettings.of(folder, used, 2, "x");
        assertThatThrownBy(() -> CassandraServer.start(settings))
                .isInstanceOf(IOException.class)
                .hasMessage("port " + used + " of 127.0.0.1, which Cassandra is to use, is in use: choose another");
    }

    @Test
    void when_it_cannot_start_then_the_error_says_why() throws IOException {
        ServerSettings free = TestCassandra.settings("broken");
        ServerSettings settings =
                ServerSettings.of(free.folder(), free.nativePort(), free.storagePort(), free.folder() + "/no.jar");
        assertThatThrownBy(() -> CassandraServer.start(settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cassandra ended before it answered")
                .hasMessageContaining("ClassNotFoundException");
    }

    @Test
    void when_a_folder_is_not_of_a_jdk_17_then_it_is_not_taken(@TempDir Path folder) throws IOException {
        assertThat(Jdk17.is17(folder)).isFalse();
        assertThat(Jdk17.is17(Jdk17.find())).isTrue();
    }
}
