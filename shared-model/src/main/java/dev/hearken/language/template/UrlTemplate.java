package dev.hearken.language.template;

import dev.hearken.egress.UrlPolicy;
import dev.hearken.language.template.RenderFailure.Reason;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A callback's url. Values are percent-encoded (RFC 3986: all but the unreserved characters) with these exceptions:
 *
 * <ul>
 *   <li>a reference that is the whole url stands as it is
 *   <li>a reference that is the whole authority may hold a host, in brackets too, and a port
 *   <li>one that is a part of the authority may hold letters, digits, {@code .}, {@code -} and {@code :}
 * </ul>
 *
 * <p>A value never adds a path segment of {@code .} or {@code ..}. What comes out passes {@link UrlPolicy}.
 */
public final class UrlTemplate {
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://");
    private static final Pattern SCHEME_AND_MORE = Pattern.compile("(?is)https?://.*");
    private static final Pattern AUTHORITY_END = Pattern.compile("[/?#\\\\]");
    private static final Pattern DOTS = Pattern.compile("(?<=/)\\.{1,2}(?=[/?]|$)");

    /** One for all urls without references, which are most. */
    private static final List<Place> LITERAL = List.of(Place.BEHIND);

    private final Template template;
    private final List<Place> places;
    private final int dotSegments;
    private final boolean namesHost;
    private final boolean usesEvent;

    /** A url without references is judged once, when it is first needed. */
    private @Nullable Rendering<URI> literal;

    private UrlTemplate(Template template, List<Place> places, int dotSegments) {
        this.template = template;
        this.places = List.copyOf(places);
        this.dotSegments = dotSegments;
        this.namesHost = namesHost(template, this.places);
        this.usesEvent = template.usesEvent();
    }

    /** Where a reference stands, and so which values it takes. */
    private enum Place {
        WHOLE(".*+"),
        AUTHORITY("[A-Za-z0-9.\\-:\\[\\]]*+"),
        PART_OF_AUTHORITY("[A-Za-z0-9.\\-:]*+"),
        BEHIND(".*+");

        private final Pattern values;

        Place(String values) {
            this.values = Pattern.compile(values, Pattern.DOTALL);
        }
    }

    /** The url by this template. */
    public static UrlTemplate of(Template template) {
        List<Place> places = places(template);
        return new UrlTemplate(template, places, dotSegments(sample(template, places)));
    }

    /** Why no values of its references make this a url, a sentence without the url in it; empty if some may. */
    public static Optional<String> fault(Template template) {
        if (template.onlyReference().isPresent()) {
            return Optional.empty();
        }
        return UrlPolicy.judge(sample(template, places(template))).fold(url -> Optional.empty(), Optional::of);
    }

    /** One for each part, literal ones included. */
    private static List<Place> places(Template template) {
        if (template.isLiteral()) {
            return template.parts().isEmpty() ? List.of() : LITERAL;
        }
        if (template.onlyReference().isPresent()) {
            return List.of(Place.WHOLE);
        }
        List<Place> places = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        for (Part part : template.parts()) {
            boolean authority = SCHEME_AND_MORE.matcher(before).matches()
                    && !AUTHORITY_END
                            .matcher(before)
                            .region(before.indexOf("//") + 2, before.length())
                            .find();
            boolean whole = SCHEME.matcher(before).matches() && authorityEndsBefore(template, places.size() + 1);
            places.add(whole ? Place.AUTHORITY : authority ? Place.PART_OF_AUTHORITY : Place.BEHIND);
            before.append(part.text(reference -> "x"));
        }
        return places;
    }

    private static boolean authorityEndsBefore(Template template, int index) {
        return index == template.parts().size()
                || template.parts()
                        .get(index)
                        .fold(text -> AUTHORITY_END.matcher(text).lookingAt(), reference -> false);
    }

    /** The url with something acceptable in place of every reference. */
    private static String sample(Template template, List<Place> places) {
        StringBuilder sample = new StringBuilder();
        for (int i = 0; i < places.size(); i++) {
            boolean port = places.get(i) == Place.PART_OF_AUTHORITY && sample.charAt(sample.length() - 1) == ':';
            sample.append(template.parts().get(i).text(reference -> port ? "1" : "x"));
        }
        return sample.toString();
    }

    private static int dotSegments(String url) {
        String path = url.substring(0, url.indexOf('?') < 0 ? url.length() : url.indexOf('?'));
        return (int) DOTS.matcher(path).results().count();
    }

    /** The url's host as it will always be; empty if references take part in it, or it is no url. */
    public Optional<URI> fixedHost() {
        return namesHost
                ? UrlPolicy.judge(sample(template, places)).fold(Optional::of, reason -> Optional.empty())
                : Optional.empty();
    }

    /** Whether no reference takes part in the url's scheme, host and port. */
    public boolean namesHost() {
        return namesHost;
    }

    private static boolean namesHost(Template template, List<Place> places) {
        for (int i = 0; i < places.size(); i++) {
            boolean reference = template.parts().get(i).fold(text -> false, any -> true);
            if (reference && places.get(i) != Place.BEHIND) {
                return false;
            }
        }
        return true;
    }

    /** Renders the url. */
    public Rendering<URI> render(TemplateScope scope, boolean strict) {
        if (!template.isLiteral()) {
            return evaluated(scope, strict);
        }
        Rendering<URI> judged = literal;
        if (judged == null) {
            judged = evaluated(scope, strict);
            literal = judged;
        }
        return judged;
    }

    private Rendering<URI> evaluated(TemplateScope scope, boolean strict) {
        Evaluator evaluator = new Evaluator(scope, strict);
        StringBuilder url = new StringBuilder();
        for (int i = 0; i < places.size() && !evaluator.hasFailed(); i++) {
            Place place = places.get(i);
            url.append(template.parts().get(i).text(reference -> text(reference, place, evaluator)));
            if (url.length() > UrlPolicy.MAX_LENGTH) {
                evaluator.fail(Reason.URL, "the url is longer than " + UrlPolicy.MAX_LENGTH + " characters");
            }
        }
        return evaluator.result(url.toString()).then(this::judged);
    }

    private static String text(Reference reference, Place place, Evaluator evaluator) {
        String text = evaluator.text(reference);
        if (text.length() > UrlPolicy.MAX_LENGTH) {
            evaluator.fail(Reason.URL, reference.path() + " is longer than a url may be");
            return "";
        }
        if (!place.values.matcher(text).matches()) {
            evaluator.fail(
                    Reason.CHARACTER,
                    reference.path() + " holds a character that must not stand in the url's host and port");
        }
        return place == Place.BEHIND ? PercentEncoding.of(text) : text;
    }

    private Rendering<URI> judged(String url) {
        if (!places.contains(Place.WHOLE) && dotSegments(url) > dotSegments) {
            return failed("a value makes a path segment of dots");
        }
        return UrlPolicy.judge(url).fold(Rendering.Rendered::new, reason -> failed("the url " + reason));
    }

    private Rendering<URI> failed(String detail) {
        String names = template.isLiteral() ? "" : " (" + String.join(", ", template.paths()) + ")";
        return new Rendering.Failed<>(new RenderFailure(Reason.URL, detail + names));
    }

    /** The variables and secrets that it uses. */
    public References references() {
        return template.references();
    }

    /** Whether rendering it reads the event. */
    public boolean usesEvent() {
        return usesEvent;
    }
}
