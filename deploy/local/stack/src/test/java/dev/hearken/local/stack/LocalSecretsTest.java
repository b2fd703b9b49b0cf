package dev.hearken.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LocalSecretsTest {
    @TempDir
    Path data;

    @TempDir
    Path otherData;

    @Test
    void haveTheAgreedForms() throws IOException {
        LocalSecrets secrets = LocalSecrets.in(data);

        assertThat(secrets.apiKey()).matches("hk_[A-Za-z0-9]{12}_[A-Za-z0-9]{43}");
        assertThat(secrets.keyRing()).startsWith("k1:");
        assertThat(Base64.getDecoder().decode(secrets.keyRing().substring(3))).hasSize(32);
    }

    @Test
    void areMadeOnce() throws IOException {
        assertThat(LocalSecrets.in(data)).isEqualTo(LocalSecrets.in(data)).isNotEqualTo(LocalSecrets.in(otherData));
    }

    @Test
    void areReadableByTheOwnerAlone() throws IOException {
        LocalSecrets.in(data);

        for (String name : new String[] {"api-key", "key-ring"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void doNotPrintThemselves() throws IOException {
        LocalSecrets secrets = LocalSecrets.in(data);

        assertThat(secrets.toString()).doesNotContain(secrets.apiKey(), secrets.keyRing());
    }
}
