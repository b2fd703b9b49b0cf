package dev.hearken.model.listener;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TlsAndAuthJsonTest {
    private final List<FieldError> errors = new ArrayList<>();

    private JsonFields document(String json) throws JsonProcessingException {
        return JsonFields.of(new ObjectMapper().readTree(json), errors);
    }

    private JsonFields tls(String json) throws JsonProcessingException {
        return document(json).object("tls");
    }

    @Test
    void readsWhatItWrites() throws JsonProcessingException {
        // given
        TlsOptions tls = new TlsOptions(false, null, "client_cert_1");
        OAuth2 auth = new OAuth2(URI.create("https://login.example/token"), "client 1", "airflow", List.of("a", "b:c"));

        // when
        TlsOptions readTls = TlsJson.read(tls("{\"tls\":" + TlsJson.write(tls) + "}"));
        Optional<OAuth2> readAuth =
                OAuth2Json.read(document(OAuth2Json.write(auth).toString()));

        // then
        assertThat(readTls).isEqualTo(tls);
        assertThat(readAuth).contains(auth);
        assertThat(errors).isEmpty();
    }

    @Test
    void verifiesWhereNothingIsSaid() throws JsonProcessingException {
        assertThat(TlsJson.read(tls("{}"))).isEqualTo(TlsOptions.DEFAULT);
        assertThat(TlsJson.read(tls("{\"tls\":null}"))).isEqualTo(TlsOptions.DEFAULT);
        assertThat(TlsJson.read(tls("{\"tls\":{}}"))).isEqualTo(TlsOptions.DEFAULT);
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{\"tls\":7}                                | /tls",
                "{\"tls\":{\"verify\":\"no\"}}              | /tls/verify",
                "{\"tls\":{\"caCertificate\":\"x\"}}        | /tls/caCertificate",
                "{\"tls\":{\"clientCertificate\":\"a/b\"}}  | /tls/clientCertificate"
            })
    void saysWhatIsWrongWithTls(String json, String pointer) throws JsonProcessingException {
        // when
        TlsJson.read(tls(json));

        // then
        assertThat(errors).extracting(FieldError::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{}                                                                                             | /tokenUrl /clientId /clientSecret",
                "{\"tokenUrl\":\"file:///x\",\"clientId\":\"a\",\"clientSecret\":\"${{secrets.b}}\"}                         | /tokenUrl",
                "{\"tokenUrl\":\"https://a.example\",\"clientId\":\"é\",\"clientSecret\":\"${{secrets.b}}\"}                 | /clientId",
                "{\"tokenUrl\":\"https://a.example\",\"clientId\":\"a\",\"clientSecret\":\"b c\"}               | /clientSecret",
                "{\"tokenUrl\":\"https://a.example\",\"clientId\":\"a\",\"clientSecret\":\"${{secrets.b}}\",\"scopes\":[\"a b\"]} | /scopes/0"
            })
    void saysWhatIsWrongWithOAuth2(String json, String pointers) throws JsonProcessingException {
        // when
        OAuth2Json.read(document(json));

        // then
        assertThat(errors).extracting(FieldError::pointer).containsExactly(pointers.split(" "));
    }
}
