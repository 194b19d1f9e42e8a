package dev.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AkkaManifestsTest {
    private final ClassLoader application = AkkaManifestsTest.class.getClassLoader();
    private final ClassLoader loader = new AkkaManifests(application);

    private static List<URL> all(ClassLoader loader, String name) throws IOException {
        return Collections.list(loader.getResources(name));
    }

    @Test
    void when_akka_looks_for_manifests_then_it_finds_those_of_its_modules_only() throws IOException {
        List<URL> akka = all(loader, "META-INF/MANIFEST.MF");
        assertThat(akka).isNotEmpty().allMatch(url -> url.getPath().contains("akka"));
        assertThat(all(application, "META-INF/MANIFEST.MF")).hasSizeGreaterThan(akka.size());
    }

    @Test
    void when_anything_else_is_looked_for_then_it_is_the_applications() throws Exception {
        assertThat(all(loader, "reference.conf")).isEqualTo(all(application, "reference.conf"));
        assertThat(loader.loadClass(AkkaManifestsTest.class.getName())).isSameAs(AkkaManifestsTest.class);
    }
}
