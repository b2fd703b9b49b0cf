package dev.hearken.registry.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a key may do. Each role includes others:
 *
 * <pre>
 *   admin ─┬─ editor ────┬─ viewer
 *          └─ operator ──┘
 * </pre>
 */
public enum Role {
    /** Sees listeners. */
    VIEWER,
    /** Changes listeners and sees their signing secrets once. */
    EDITOR,
    /** Sends again what was not delivered. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** Wire name of {@link #VIEWER}, for annotations. */
    public static final String VIEWER_NAME = "viewer";

    /** Wire name of {@link #EDITOR}, for annotations. */
    public static final String EDITOR_NAME = "editor";

    /** Wire name of {@link #OPERATOR}, for annotations. */
    public static final String OPERATOR_NAME = "operator";

    /** Wire name of {@link #ADMIN}, for annotations. */
    public static final String ADMIN_NAME = "admin";

    /** Held by requests without a key where {@link Guests} admits them, and by no key; for annotations. */
    public static final String GUEST_NAME = "guest";

    /** The literal form in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with this literal form. */
    public static Optional<Role> of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    /** The role itself and all that it includes. */
    Set<Role> included() {
        return switch (this) {
            case VIEWER -> EnumSet.of(VIEWER);
            case EDITOR -> EnumSet.of(EDITOR, VIEWER);
            case OPERATOR -> EnumSet.of(OPERATOR, VIEWER);
            case ADMIN -> EnumSet.allOf(Role.class);
        };
    }

    /** The literal forms of all roles that these include. */
    static Set<String> expand(Set<Role> roles) {
        return roles.stream()
                .flatMap(role -> role.included().stream())
                .map(Role::wireName)
                .collect(Collectors.toUnmodifiableSet());
    }
}
