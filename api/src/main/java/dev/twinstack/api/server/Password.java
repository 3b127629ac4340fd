package dev.twinstack.api.server;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.List;
import java.util.regex.Pattern;

/** How good a server's password must be: nobody logs in, so it is checked and then forgotten. */
final class Password {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 26;
    private static final int KINDS = 3;
    /** Source: ECS API reference, "Creating ECSs", adminPass. */
    private static final List<Pattern> KIND = List.of(
            Pattern.compile("[A-Z]"),
            Pattern.compile("[a-z]"),
            Pattern.compile("[0-9]"),
            Pattern.compile("[!@$%^\\-_=+\\[{}\\]:,./?~#*]"));

    private Password() {}

    static void check(String password) {
        long kinds = KIND.stream().filter(kind -> kind.matcher(password).find()).count();
        if (password.length() < SHORTEST || password.length() > LONGEST || kinds < KINDS) {
            throw new Rejected(new DomainError.Invalid(
                    "password-weak",
                    "adminPass",
                    "adminPass: must be 8 to 26 characters long, with three of upper case letters, lower case letters,"
                            + " digits and special characters"));
        }
    }
}
