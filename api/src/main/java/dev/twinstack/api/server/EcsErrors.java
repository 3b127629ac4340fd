package dev.twinstack.api.server;

import dev.twinstack.api.http.Errors;

/** What ECS v1 answers refusals with. Source: ECS API reference, "Error Codes". */
final class EcsErrors {
    static final Errors ALL = Errors.of("Ecs.0005", "Ecs.0114", "Ecs.0000")
            .on("flavor-lacks-ipv6", 400, "Ecs.0008")
            .on("password-weak", 400, "Ecs.0011")
            .on("address-taken", 400, "Ecs.0010")
            .on("subnet-exhausted", 400, "Ecs.0012")
            .on("publicIp-quota", 400, "Ecs.0013")
            .on("vpc-not-found", 400, "Ecs.0014")
            .on("subnet-lacks-ipv6", 400, "Ecs.0014")
            .on("flavor-unknown", 400, "Ecs.0029")
            .on("image-unknown", 400, "Ecs.0031")
            .on("server-data-disks-exceeded", 400, "Ecs.0042")
            .on("volume-type-unknown", 400, "Ecs.0043")
            .on("volume-type-not-in-zone", 400, "Ecs.0044")
            .on("subnet-not-found", 400, "Ecs.0038")
            .on("address-outside-subnet", 400, "Ecs.0039")
            .on("server-nics-exceeded", 400, "Ecs.0050")
            .on("disk-exists", 400, "Ecs.0057")
            .on("subnet-not-in-vpc", 400, "Ecs.0064")
            .on("nic-not-found", 400, "Ecs.0085")
            .on("server-shutoff", 400, "Ecs.0100")
            .on("server-running", 400, "Ecs.0100")
            .on("server-resized", 400, "Ecs.0100")
            .on("disk-is-system", 400, "Ecs.0102")
            .on("volume-not-found", 400, "Ecs.0103")
            .on("volume-creating", 400, "Ecs.0103")
            .on("volume-in-use", 400, "Ecs.0103")
            .on("volume-servers-exceeded", 400, "Ecs.0103")
            .on("server-disks-exceeded", 400, "Ecs.0104")
            .on("attachment-not-found", 400, "Ecs.0111")
            .on("volume-in-other-zone", 400, "Ecs.0121")
            .on("publicip-not-found", 400, "Ecs.0210")
            .on("publicip-already-bound", 400, "Ecs.0210")
            .on("port-has-eip", 400, "Ecs.0210")
            .on("port-not-found", 400, "Ecs.0307")
            .on("servergroup-not-found", 400, "Ecs.0313")
            .on("keypair-not-found", 400, "Ecs.0314")
            // DEL-29 gives the status only; the code is the one for a NIC that cannot be deleted
            .on("nic-primary", 403, "Ecs.0507")
            .on("device-taken", 400, "Ecs.0005")
            .on("snapshot-not-found", 400, "Ecs.0005")
            .on("server-locked", 400, "Ecs.0605")
            .on("flavor-unchanged", 400, "Ecs.0810")
            .on("server-tags-exceeded", 400, "Ecs.0905")
            .on("volume-encryption-invalid", 400, "Ecs.0912")
            .on("port-has-device", 400, "Ecs.0919")
            .on("securitygroup-not-found", 400, "Ecs.0005")
            .on("bandwidth-not-found", 400, "Ecs.0005");

    private EcsErrors() {}
}
