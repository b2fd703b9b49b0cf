package dev.hearken.registry.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaskingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Authorization': 'Bearer abc'} | {'Authorization': '***'}",
                "{'X-Api-Key': 'abc'} | {'X-Api-Key': '***'}",
                "{'Authorization': 'Basic ${{secrets.airflow}}'} | {'Authorization': 'Basic ${{secrets.airflow}}'}",
                "{'headers': {'Cookie': 'a=b'}} | {'headers': {'Cookie': '***'}}",
                "[{'password': 'abc'}] | [{'password': '***'}]",
                "{'url': 'https://me:abc@h.example/x'} | {'url': 'https://***@h.example/x'}",
                "{'url': 'https://h.example/x?a=abc&b='} | {'url': 'https://h.example/x?a=***&b='}",
                "{'url': 'https://h.example/x?k=${{secrets.k}}'} | {'url': 'https://h.example/x?k=${{secrets.k}}'}",
                "{'name': 'plain', 'n': 1} | {'name': 'plain', 'n': 1}",
            })
    void hidesWhatMayBeASecret(String value, String masked) throws Exception {
        // given
        ObjectMapper json = new ObjectMapper();

        // when
        String text = Masking.of(json.readTree(value.replace('\'', '"'))).toString();

        // then
        assertThat(json.readTree(text)).isEqualTo(json.readTree(masked.replace('\'', '"')));
    }
}
