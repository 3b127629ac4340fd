# A shop in two VPCs: dual-stack subnets, security groups, three servers, an EIP, a shared bandwidth, a peering and a
# firewall. scenarios/conformance/apply puts it up, changes it and takes it down again.

terraform {
  required_providers {
    opentelekomcloud = {
      source = "opentelekomcloud/opentelekomcloud"
    }
  }
}

provider "opentelekomcloud" {}

variable "size" {
  description = "Of the shared bandwidth, in Mbit/s; what the change changes."
  type        = number
  default     = 10
}

variable "open_port" {
  description = "Which TCP port the front servers answer on; what the change changes."
  type        = number
  default     = 443
}

data "opentelekomcloud_images_image_v2" "debian" {
  name        = "Standard_Debian_11_latest"
  most_recent = true
}

resource "opentelekomcloud_vpc_v1" "shop" {
  name = "shop"
  cidr = "192.168.0.0/16"
  tags = {
    stage = "test"
  }
}

resource "opentelekomcloud_vpc_subnet_v1" "front" {
  name        = "front"
  vpc_id      = opentelekomcloud_vpc_v1.shop.id
  cidr        = "192.168.1.0/24"
  gateway_ip  = "192.168.1.1"
  ipv6_enable = true
  dns_list    = ["100.125.4.25", "100.125.129.199"]
}

resource "opentelekomcloud_vpc_subnet_v1" "back" {
  name        = "back"
  vpc_id      = opentelekomcloud_vpc_v1.shop.id
  cidr        = "192.168.2.0/24"
  gateway_ip  = "192.168.2.1"
  ipv6_enable = true
}

resource "opentelekomcloud_vpc_v1" "office" {
  name = "office"
  cidr = "10.20.0.0/16"
}

resource "opentelekomcloud_vpc_subnet_v1" "desks" {
  name       = "desks"
  vpc_id     = opentelekomcloud_vpc_v1.office.id
  cidr       = "10.20.1.0/24"
  gateway_ip = "10.20.1.1"
}

resource "opentelekomcloud_vpc_peering_connection_v2" "office" {
  name        = "shop-office"
  vpc_id      = opentelekomcloud_vpc_v1.shop.id
  peer_vpc_id = opentelekomcloud_vpc_v1.office.id
}

resource "opentelekomcloud_vpc_route_v2" "to_office" {
  type        = "peering"
  vpc_id      = opentelekomcloud_vpc_v1.shop.id
  nexthop     = opentelekomcloud_vpc_peering_connection_v2.office.id
  destination = opentelekomcloud_vpc_v1.office.cidr
}

resource "opentelekomcloud_vpc_route_v2" "to_shop" {
  type        = "peering"
  vpc_id      = opentelekomcloud_vpc_v1.office.id
  nexthop     = opentelekomcloud_vpc_peering_connection_v2.office.id
  destination = opentelekomcloud_vpc_v1.shop.cidr
}

resource "opentelekomcloud_networking_secgroup_v2" "web" {
  name        = "web"
  description = "What customers may reach"
}

resource "opentelekomcloud_networking_secgroup_rule_v2" "https" {
  for_each = {
    IPv4 = "0.0.0.0/0"
    IPv6 = "::/0"
  }
  security_group_id = opentelekomcloud_networking_secgroup_v2.web.id
  direction         = "ingress"
  ethertype         = each.key
  protocol          = "tcp"
  port_range_min    = var.open_port
  port_range_max    = var.open_port
  remote_ip_prefix  = each.value
}

resource "opentelekomcloud_networking_secgroup_v2" "database" {
  name = "database"
}

resource "opentelekomcloud_networking_secgroup_rule_v2" "sql" {
  security_group_id = opentelekomcloud_networking_secgroup_v2.database.id
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 5432
  port_range_max    = 5432
  remote_group_id   = opentelekomcloud_networking_secgroup_v2.web.id
}

resource "opentelekomcloud_ecs_instance_v1" "web" {
  count             = 2
  name              = "web-${count.index + 1}"
  image_id          = data.opentelekomcloud_images_image_v2.debian.id
  flavor            = "s3.large.2"
  vpc_id            = opentelekomcloud_vpc_v1.shop.id
  availability_zone = "eu-de-01"
  security_groups   = [opentelekomcloud_networking_secgroup_v2.web.id]

  nics {
    network_id = opentelekomcloud_vpc_subnet_v1.front.id
  }
}

resource "opentelekomcloud_ecs_instance_v1" "database" {
  name              = "database"
  image_id          = data.opentelekomcloud_images_image_v2.debian.id
  flavor            = "s3.large.2"
  vpc_id            = opentelekomcloud_vpc_v1.shop.id
  availability_zone = "eu-de-02"
  security_groups   = [opentelekomcloud_networking_secgroup_v2.database.id]

  nics {
    network_id = opentelekomcloud_vpc_subnet_v1.back.id
  }
}

resource "opentelekomcloud_vpc_eip_v1" "front_door" {
  publicip {
    type    = "5_bgp"
    port_id = opentelekomcloud_ecs_instance_v1.web[0].nics[0].port_id
  }
  bandwidth {
    name        = "front-door"
    size        = 10
    share_type  = "PER"
    charge_mode = "traffic"
  }
}

resource "opentelekomcloud_networking_floatingip_v2" "spare" {
  pool = "admin_external_net"
}

resource "opentelekomcloud_vpc_bandwidth_v2" "shared" {
  name = "shared"
  size = var.size
}

resource "opentelekomcloud_vpc_bandwidth_associate_v2" "shared" {
  bandwidth    = opentelekomcloud_vpc_bandwidth_v2.shared.id
  floating_ips = [opentelekomcloud_networking_floatingip_v2.spare.id]
}

resource "opentelekomcloud_fw_rule_v2" "no_telnet" {
  name             = "no-telnet"
  action           = "deny"
  protocol         = "tcp"
  destination_port = "23"
  enabled          = true
}

resource "opentelekomcloud_fw_rule_v2" "all_else" {
  name     = "all-else"
  action   = "allow"
  protocol = "any"
  enabled  = true
}

resource "opentelekomcloud_fw_policy_v2" "shop" {
  name  = "shop"
  rules = [opentelekomcloud_fw_rule_v2.no_telnet.id, opentelekomcloud_fw_rule_v2.all_else.id]
}

resource "opentelekomcloud_fw_firewall_group_v2" "shop" {
  name              = "shop"
  ingress_policy_id = opentelekomcloud_fw_policy_v2.shop.id
}

output "front_door" {
  value = opentelekomcloud_vpc_eip_v1.front_door.publicip[0].ip_address
}
