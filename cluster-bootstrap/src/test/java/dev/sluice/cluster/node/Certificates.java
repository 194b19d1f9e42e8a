package dev.sluice.cluster.node;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority and a certificate that it has signed, as PEM files; made by the JDK's keytool. */
record Certificates(Path authority, Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    static Certificates create(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path store = folder.resolve("keys.p12");
        Path request = folder.resolve("node.csr");
        Certificates made =
                new Certificates(folder.resolve("ca.crt"), folder.resolve("tls.crt"), folder.resolve("tls.key"));
        keytool(store, "-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(store, "-exportcert", "-rfc", "-alias", "ca", "-file", made.authority.toString());
        keytool(store, "-genkeypair", "-alias", "node", "-keyalg", "RSA", "-dname", "CN=sluice");
        keytool(store, "-certreq", "-alias", "node", "-file", request.toString());
        keytool(
                store,
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-ext",
                "san=dns:sluice,ip:127.0.0.1",
                "-infile",
                request.toString(),
                "-outfile",
                made.certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey("node", PASSWORD.toCharArray());
        Files.writeString(
                made.key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return made;
    }

    /** The setting that makes a node show it. */
    String setting() {
        return "sluice.tls { key-file = \"" + key + "\", cert-file = \"" + certificate + "\", ca-cert-file = \""
                + authority + "\" }\n";
    }

    /** Of a client that trusts the authority. */
    SSLContext trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Path output = store.resolveSibling("keytool.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(Files.readString(output));
        }
    }
}
