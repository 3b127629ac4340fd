package dev.twinstack.api.identity;

import dev.twinstack.emulator.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Who is who without a register: every id follows from names, so that a name means the same id on every start. A name of
 * 32 hex digits is taken for an id and stands for itself, so a client that knows only ids is served too.
 */
public final class Identities {
    public static final String DEFAULT_DOMAIN = "twinstack";
    public static final String DEFAULT_USER = "twin";
    /** Any other is as good. */
    public static final String DEFAULT_PASSWORD = "twin";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final int KEY_PREFIX = 12;
    private static final int KEY_LENGTH = 20;
    private static final int SECRET_LENGTH = 40;
    private static final String MADE = "made|";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A domain (account): the owner of users and projects. */
    public record Domain(String id, String name) {}

    public record User(String id, String name, Domain domain) {}

    private final byte[] secret;

    public Identities(AuthSettings settings) {
        this.secret = settings.secret().getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the domain of that name or id} */
    public static Domain domain(String nameOrId) {
        Domain usual = new Domain(id("domain", DEFAULT_DOMAIN), DEFAULT_DOMAIN);
        return nameOrId.equals(usual.id()) ? usual : new Domain(id("domain", nameOrId), nameOrId);
    }

    /** {@return the user of that name or id} */
    public static User user(Domain domain, String nameOrId) {
        User usual = new User(id("user|" + domain.id(), DEFAULT_USER), DEFAULT_USER, domain);
        return nameOrId.equals(usual.id()) ? usual : new User(id("user|" + domain.id(), nameOrId), nameOrId, domain);
    }

    public static User defaultUser() {
        return user(domain(DEFAULT_DOMAIN), DEFAULT_USER);
    }

    /** {@return the id of the domain's project of that name} 32 hex digits. */
    public static String projectId(Domain domain, String nameOrId) {
        return id("project|" + domain.id(), nameOrId);
    }

    /**
     * {@return the name of the project that clients are pointed at unless they choose, such as {@code eu-de_twin}} The
     * Terraform provider reads the region from the part before the underscore.
     */
    public static String defaultProject(String region) {
        return region + "_twin";
    }

    private static String id(String kind, String name) {
        return ID.matcher(name).matches() ? name : Ids.derived(kind, name).replace("-", "");
    }

    /** {@return the keys of a user: always the same, and recognizable as made here by {@link #issued}} */
    public AccessKey accessKey(User user) {
        String prefix = Hashes.base32(hmac("access key|" + user.id())).substring(0, KEY_PREFIX);
        String id = prefix + check(prefix);
        return new AccessKey(id, secretKey(id));
    }

    /** {@return another pair of keys, for whom it may concern} The key is recognizable by {@link #isMade}. */
    public AccessKey newAccessKey() {
        byte[] random = new byte[KEY_PREFIX];
        RANDOM.nextBytes(random);
        String prefix = Hashes.base32(random).substring(0, KEY_PREFIX);
        String id = prefix + check(MADE + prefix);
        return new AccessKey(id, secretKey(id));
    }

    /** {@return whether an access key was made with our secret, so that no list of them is needed} */
    public boolean issued(String accessKey) {
        return isChecked(accessKey, "") || isMade(accessKey);
    }

    /** {@return whether it is one of {@link #newAccessKey}, and so kept somewhere unless it was deleted} */
    public boolean isMade(String accessKey) {
        return isChecked(accessKey, MADE);
    }

    private boolean isChecked(String accessKey, String kind) {
        return accessKey.length() == KEY_LENGTH
                && Hashes.same(accessKey.substring(KEY_PREFIX), check(kind + accessKey.substring(0, KEY_PREFIX)));
    }

    /** {@return the secret key of an access key that was {@link #issued}} */
    public String secretKey(String accessKey) {
        return Hashes.base32(hmac("secret key|" + accessKey)).substring(0, SECRET_LENGTH);
    }

    private String check(String prefix) {
        return Hashes.base32(hmac("check|" + prefix)).substring(0, KEY_LENGTH - KEY_PREFIX);
    }

    private byte[] hmac(String text) {
        return Hashes.hmac(secret, text);
    }
}
