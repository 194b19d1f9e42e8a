package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a project folder of its own, whose Maven only notes that it was called and hands out this module's
 * class path: a real build would take most of a minute.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String BUILDING = "building Sluice";

    @TempDir
    private Path folder;

    private Path project;
    private Path launcher;
    private Path source;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(folder.resolve("a folder/sluice project"));
        launcher = project.resolve("sluice");
        Files.copy(Path.of("../sluice"), launcher);
        source = Files.createDirectories(project.resolve("examples/src/main/java"))
                .resolve("Job.java");
        Files.writeString(source, "class Job {}");
        Files.createDirectories(project.resolve("examples/data"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.writeString(project.resolve("examples/pom.xml"), "<project/>");
        age();
        maven("""
                echo called >>"$home/calls"
                for module in examples benchmarks; do
                  mkdir -p "$home/$module/target/launcher"
                  : >"$home/$module/target/launcher/sluice-$module-1.jar"
                  printf '%s' "$CLASS_PATH_OF_TEST" >"$home/$module/target/launcher/classpath"
                done
                """);
    }

    @Test
    void when_called_for_the_first_time_then_it_builds_and_later_it_does_not() throws Exception {
        Ended first = sluice(folder);
        assertThat(first.exitCode).as(first.err).isZero();
        assertThat(first.out).startsWith("sluice ");
        assertThat(first.err).startsWith(BUILDING).hasLineCount(1);

        Ended second = sluice(folder);
        assertThat(second.out).isEqualTo(first.out);
        assertThat(second.err).isEmpty();
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void when_a_source_is_newer_than_the_build_or_gone_then_it_builds_again() throws Exception {
        sluice(folder);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(sluice(folder).err).startsWith(BUILDING);
        age();
        assertThat(sluice(folder).err).isEmpty();
        Files.delete(source);
        assertThat(sluice(folder).err).startsWith(BUILDING);
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void when_called_through_a_link_from_elsewhere_then_it_finds_its_project() throws Exception {
        Path links = Files.createDirectories(folder.resolve("bin"));
        Path link = Files.createSymbolicLink(links.resolve("sluice"), Path.of("../a folder/sluice project/sluice"));
        launcher = Files.createSymbolicLink(links.resolve("sl"), link.getFileName());
        assertThat(sluice(links).out).startsWith("sluice ");
    }

    @Test
    void when_called_twice_at_once_then_only_one_builds() throws Exception {
        Process one = start(folder, "one");
        Process other = start(folder, "other");
        assertThat(await(one, "one").out).startsWith("sluice ");
        assertThat(await(other, "other").out).startsWith("sluice ");
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void when_the_build_fails_then_what_maven_said_is_shown_and_the_next_call_tries_again() throws Exception {
        maven("echo called >>\"$home/calls\"; echo '[ERROR] a semicolon is missing'; exit 1");
        Ended ended = sluice(folder);
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("[ERROR] a semicolon is missing", "the build failed");
        assertThat(sluice(folder).exitCode).isEqualTo(2);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void when_java_home_is_no_jdk_then_it_says_so() throws Exception {
        ProcessBuilder wrong = builder(folder, "wrong");
        wrong.environment().put("JAVA_HOME", folder.toString());
        Ended ended = await(wrong.start(), "wrong");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("JAVA_HOME is " + folder, "17 or newer").hasLineCount(1);
    }

    /** Makes everything older than any build. */
    private void age() throws IOException {
        List<Path> files;
        try (var all = Files.walk(project)) {
            files = all.filter(file -> !file.startsWith(project.resolve("target")))
                    .toList();
        }
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        }
    }

    private void maven(String script) throws IOException {
        Path mvn = Files.createDirectories(folder.resolve("tools")).resolve("mvn");
        Files.writeString(mvn, "#!/usr/bin/env bash\nhome='" + project + "'\n" + script);
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int calls() throws IOException {
        return Files.readAllLines(project.resolve("calls")).size();
    }

    private Ended sluice(Path from) throws Exception {
        return await(start(from, "out"), "out");
    }

    private Process start(Path from, String name) throws IOException {
        return builder(from, name).start();
    }

    private ProcessBuilder builder(Path from, String name) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "version"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", folder.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        builder.environment()
                .put(
                        "CLASS_PATH_OF_TEST",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replace(File.pathSeparatorChar, ':'));
        return builder;
    }

    private Ended await(Process process, String name) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve(name + ".out")),
                Files.readString(folder.resolve(name + ".err")));
    }

    private record Ended(int exitCode, String out, String err) {}
}
