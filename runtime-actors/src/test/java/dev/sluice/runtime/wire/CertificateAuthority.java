package dev.sluice.runtime.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Issues certificates with the JDK's keytool. */
final class CertificateAuthority {
    private static final String PASSWORD = "secret";

    private final Path folder;

    CertificateAuthority(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        generate("ca", "-ext", "bc:c", "-ext", "ku=keyCertSign");
        keytool("ca", "-exportcert", "-rfc", "-file", "ca.crt");
    }

    private void generate(String alias, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-validity", "30", "-dname", "CN=" + alias));
        arguments.addAll(List.of(more));
        keytool(alias, arguments.toArray(String[]::new));
    }

    private void keytool(String alias, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-keystore", alias + ".p12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(new String(output, UTF_8)).isZero();
    }

    /** Issues a certificate, puts it into a folder, in place of what is there, and returns the settings for it. */
    Config issueTo(Path target) throws Exception {
        Files.createDirectories(target);
        generate("node");
        keytool("node", "-certreq", "-file", "node.csr");
        keytool(
                "ca",
                "-gencert",
                "-rfc",
                "-validity",
                "30",
                "-ext",
                "san=dns:sluice",
                "-infile",
                "node.csr",
                "-outfile",
                "node.crt");
        Files.writeString(folder.resolve("node.key"), key());
        Files.delete(folder.resolve("node.p12"));
        for (String file : List.of("node.key", "node.crt", "ca.crt")) {
            Files.copy(folder.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return ConfigFactory.parseMap(Map.of(
                        "sluice.tls.key-file", target.resolve("node.key").toString(),
                        "sluice.tls.cert-file", target.resolve("node.crt").toString(),
                        "sluice.tls.ca-cert-file", target.resolve("ca.crt").toString(),
                        "akka.remote.artery.ssl.rotating-keys-engine.ssl-context-cache-ttl", "200ms"))
                .withFallback(ConfigFactory.parseResources("sluice-tls.conf"));
    }

    private String key() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("node.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        byte[] encoded = store.getKey("node", PASSWORD.toCharArray()).getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    }
}
