package dev.sluice.examples.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a JVM like this one. */
public final class JavaCommand {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    private JavaCommand() {}

    /**
     * @param flags for the JVM, beside those that Sluice needs
     * @param classPath what it runs from
     * @param main the class that it begins with
     * @param arguments of that
     * @return the command
     */
    public static List<String> of(List<String> flags, String classPath, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        // The classes as this JVM has them in its archive, so that a start costs half as much; and its native library.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag ->
                        flag.startsWith("-XX:SharedArchiveFile=") || flag.startsWith("-Dsluice.native-libraries="))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }
}
