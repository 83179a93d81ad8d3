"""A whole migration. Each phase is one `pulumi up`: prepare, migrate, cutover, done."""

import pulumi

# Made by `pulumi package add ./package/provider/pulumi-resource-dbferry`.
import pulumi_dbferry as dbferry

config = pulumi.Config()
expires = config.require("expires")
source = config.require_object("source")
target = config.require_object("target")
exempted = {"owner": "dba@example.com", "expires": expires}

shop = dbferry.Migration(
    "shop",
    phase=config.require("phase"),
    passwords={
        "source": config.require_secret("sourcePassword"),
        "target": config.require_secret("targetPassword"),
    },
    spec={
        "name": "shop",
        "owner": "dba@example.com",
        "expires": expires,
        "engine": "drs",
        "path": "public",
        # By their classes, because the kind of place decides what they take.
        "source": dbferry.MigrationSpecSourceAlicloudRdsArgs(
            place="alicloud-rds",
            region=source["region"],
            instance_id=source["instanceId"],
            connect=source["connect"],
            databases="all",
            admin={"user": "dba"},
        ),
        "target": dbferry.MigrationSpecTargetHuaweicloudRdsArgs(
            place="huaweicloud-rds",
            region=target["region"],
            instance_id=target["instanceId"],
            vpc_id=target["vpcId"],
            subnet_id=target["subnetId"],
            security_group_id=target["securityGroupId"],
            private_ip=target["privateIp"],
            connect=target["connect"],
            admin={"user": "root"},
        ),
        # Every row crosses the internet in plain. A source with TLS has `ca`, the PEM text of its CA, instead.
        "task": {"plain_source": {"reason": "MySQL 5.6 without TLS; the rows are public", **exempted}},
        "cutover": {
            "quiet_seconds": 1,
            "exemptions": [
                {"gate": "G05", "reason": "the application's accounts are tried by hand", **exempted},
                {"gate": "G07", "reason": "read_only is the operator's on RDS", **exempted},
            ],
        },
    },
)

pulumi.export("egressCidrs", shop.egress_cidrs)
pulumi.export("taskId", shop.task_id)
