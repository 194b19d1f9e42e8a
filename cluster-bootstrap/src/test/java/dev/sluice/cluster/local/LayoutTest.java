package dev.sluice.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void when_nothing_is_changed_then_the_configuration_is_the_one_in_deploy() throws Exception {
        assertThat(new Layout(Path.of("/x"), 3, 0).common())
                .isEqualTo(Files.readString(Path.of("../deploy/local/cluster.conf")));
    }

    @Test
    void when_there_are_as_many_nodes_as_there_may_be_then_no_port_is_used_twice() {
        Layout layout = new Layout(Path.of("/x"), 9, 0);
        Set<Integer> ports = new HashSet<>(Set.of(layout.cassandraPort(), layout.cassandraStoragePort()));
        for (int node = 1; node <= 9; node++) {
            assertThat(ports.add(layout.port(node))).isTrue();
            assertThat(ports.add(layout.dataPort(node))).isTrue();
            assertThat(ports.add(layout.managementPort(node))).isTrue();
        }
    }
}
