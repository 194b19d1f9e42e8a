package dev.sluice.runtime;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The class loader of the actor system: the application's, but that it shows only the manifests of Akka's own jars.
 *
 * <p>Akka compares the versions of its modules at each start and opens all manifests of the class path for it. That is
 * slow where a jar is signed, since reading one checks the signature.
 */
final class AkkaManifests extends ClassLoader {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    AkkaManifests(ClassLoader application) {
        super(application);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> all = super.getResources(name);
        if (!name.equals(MANIFEST)) {
            return all;
        }
        List<URL> akka = Collections.list(all).stream()
                .filter(url -> url.getPath().contains("akka"))
                .toList();
        return Collections.enumeration(akka);
    }
}
