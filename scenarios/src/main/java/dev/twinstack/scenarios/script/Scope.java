package dev.twinstack.scenarios.script;

/** What the names in a script stand for while it runs. */
public interface Scope {

    /**
     * {@return the value of a reference such as {@code web.private_ip} or {@code flavor}}
     *
     * @throws ScriptException at {@code where}, if there is no such thing or it has no such field
     */
    String value(String reference, Where where);
}
