package dev.hearken.model.delivery;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EscapingTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            NONE | a"<&>'\\u0001\\ud83d | a"<&>'\\u0001\\ud83d
            JSON | a"<&>'/\\u005c       | a§"<&>'/§§
            JSON | \\u0001\\u000a\\ud83d | §u0001§n§ud83d
            FORM | a b*&=+\\u00fc~      | a+b*%26%3D%2B%C3%BC%7E
            XML  | a"<&>'\\u0009\\u00fc | a&quot;&lt;&amp;&gt;&#39;\\u0009\\u00fc
            XML  | \\u0001\\uffff\\ud83d | \\ufffd\\ufffd\\ufffd
            XML  | \\ud83d\\ude00        | \\ud83d\\ude00
            """, delimiter = '|', quoteCharacter = '^')
    void escapesByTheKindOfBody(Escaping escaping, String text, String escaped) {
        assertThat(escaping.escape(spelled(text))).isEqualTo(spelled(escaped).replace('§', '\\'));
    }

    /** {@code \}{@code u0001} as the character that it names. */
    private static String spelled(String text) {
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean named = text.startsWith("\\u", i);
            characters.append(named ? (char) Integer.parseInt(text.substring(i + 2, i + 6), 16) : text.charAt(i));
            i += named ? 5 : 0;
        }
        return characters.toString();
    }
}
