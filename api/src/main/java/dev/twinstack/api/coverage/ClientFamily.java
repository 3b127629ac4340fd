package dev.twinstack.api.coverage;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Programs that call the cloud, told apart by what they send as {@code User-Agent}. The first that fits counts. */
public enum ClientFamily {
    /** The Terraform providers, which say so before the name of the SDK they are built on. */
    TERRAFORM("terraform-provider-"),
    GOPHERTELEKOMCLOUD("golangsdk/"),
    /** The Huawei Cloud SDK for Java. */
    JAVA_SDK("huaweicloud-usdk-java/"),
    /** Does not name itself: programs built on it say it as {@code app_name}. */
    PYTHON_OTCEXTENSIONS("otcextensions"),
    /** The {@code openstack} command and the OpenStack SDK. */
    OPENSTACK("keystoneauth1/|openstacksdk/|openstackclient"),
    OTHER("");

    private final Pattern mark;

    ClientFamily(String mark) {
        this.mark = Pattern.compile(mark);
    }

    /** {@return such as {@code java-sdk}} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ClientFamily of(String userAgent) {
        return Arrays.stream(values())
                .filter(family -> family.mark.matcher(userAgent).find())
                .findFirst()
                .orElse(OTHER);
    }
}
