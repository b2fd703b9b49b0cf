package dev.hearken.egress;

import java.util.regex.Pattern;

/**
 * The only form of an IPv4 address that every parser reads alike: four decimal parts of 0 to 255 without leading zeros.
 */
final class DottedQuad {
    private static final Pattern FORM = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private DottedQuad() {}

    static boolean is(String text) {
        return FORM.matcher(text).matches();
    }
}
