package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.examples.process.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Needs Linux, root and the command ip; elsewhere it is skipped. */
class NamespacesTest {

    @BeforeAll
    static void needsRoot() {
        assumeTrue(available(), "network namespaces can be made here");
    }

    static boolean available() {
        try (Namespaces links = Namespaces.make(1)) {
            return links.canCut();
        } catch (IOException e) {
            return false;
        }
    }

    private static void ping(Links links, int from, String to) throws IOException {
        List<String> command = new ArrayList<>(links.prefix(from));
        command.addAll(List.of("bash", "-c", "timeout 1 bash -c '</dev/tcp/" + to + "/9' 2>&1 | grep -q refused"));
        Command.run(command.toArray(String[]::new));
    }

    @Test
    void when_a_link_is_cut_then_nothing_gets_through_until_it_is_healed() throws IOException {
        try (Namespaces links = Namespaces.make(3)) {
            ping(links, 1, links.address(2));
            ping(links, 1, links.hub());

            links.cut(2);
            assertThatThrownBy(() -> ping(links, 1, links.address(2))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ping(links, 2, links.hub())).isInstanceOf(IOException.class);
            ping(links, 1, links.address(3));

            links.heal(2);
            ping(links, 1, links.address(2));
        }
    }

    @Test
    void when_links_are_closed_then_nothing_of_them_is_left() throws IOException {
        String mine = Long.toString(ProcessHandle.current().pid());
        try (Namespaces links = Namespaces.make(2)) {
            assertThat(Command.run("ip", "netns", "list")).contains(mine);
            assertThat(links.address(1)).isNotEqualTo(links.address(2));
        }
        assertThat(Command.run("ip", "netns", "list")).doesNotContain(mine);
        assertThat(Command.run("ip", "-o", "link", "show")).doesNotContain("slb" + mine, "slv" + mine);
    }

    @Test
    void when_a_run_has_died_then_the_next_one_removes_what_it_has_left() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Command.run("ip", "netns", "add", "sluice-chaos-" + dead.pid() + "-1");
        Command.run("ip", "link", "add", "slb" + dead.pid(), "type", "bridge");

        Namespaces.removeLeftovers();

        assertThat(Command.run("ip", "netns", "list")).doesNotContain("sluice-chaos-" + dead.pid());
        assertThat(Command.run("ip", "-o", "link", "show")).doesNotContain("slb" + dead.pid());
    }
}
