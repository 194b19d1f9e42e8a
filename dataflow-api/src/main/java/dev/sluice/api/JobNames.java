package dev.sluice.api;

import dev.sluice.api.graph.DefinitionException;
import java.util.Locale;

/** The names of jobs: they appear in paths and ids, so they are kept plain. */
final class JobNames {
    private JobNames() {}

    static String of(Class<?> definition) {
        if (definition.isHidden() || definition.isSynthetic() || definition.isAnonymousClass()) {
            return "job";
        }
        return definition
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    static String check(String name) {
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}")) {
            throw new DefinitionException("\"" + name
                    + "\" cannot be a job's name: it has 1 to 64 letters, digits, dots, hyphens and underscores,"
                    + " and begins with a letter or digit");
        }
        return name;
    }
}
