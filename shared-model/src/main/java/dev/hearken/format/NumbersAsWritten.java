package dev.hearken.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/** A parser whose decimal numbers are written again as they stood in the text: {@code 1e400}, not {@code 1E+400}. */
final class NumbersAsWritten extends JsonParserDelegate {
    NumbersAsWritten(JsonParser parser) {
        super(parser);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        BigDecimal value = super.getDecimalValue();
        String text = getText();
        return value.toString().equals(text) ? value : new Written(value, text);
    }

    /** The generator writes a decimal number by its {@code toString}. */
    private static final class Written extends BigDecimal {
        private final String text;

        private Written(BigDecimal value, String text) {
            super(value.unscaledValue(), value.scale());
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
