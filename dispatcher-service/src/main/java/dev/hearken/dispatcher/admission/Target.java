package dev.hearken.dispatcher.admission;

import dev.hearken.model.listener.ListenerId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where deliveries go, as far as it matters to who shares slots with whom.
 *
 * @param host name or address without a port
 * @param authority host and port
 */
record Target(String host, String authority) {
    private static final Pattern FORM =
            Pattern.compile("(https?)://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::([0-9]{1,5}))?(?:[/?#].*)?");

    /** The target of an absolute url; a listener whose url names no fixed host is a target of its own. */
    static Target of(String url, ListenerId listener) {
        Matcher form = FORM.matcher(url.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return new Target(listener.value(), listener.value());
        }
        String port = form.group(3) != null ? form.group(3) : form.group(1).equals("https") ? "443" : "80";
        return new Target(form.group(2), form.group(2) + ":" + port);
    }
}
