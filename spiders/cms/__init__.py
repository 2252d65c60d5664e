"""Publishing systems, one file each. All are asked on every page but dated articles; each knows its own marks."""

from __future__ import annotations

from spiders.cms.asked import Asked
from spiders.cms.aspnet import AspNet
from spiders.cms.cctv import Cctv
from spiders.cms.family import Family
from spiders.cms.founder import Founder
from spiders.cms.gdgov import Gdgov
from spiders.cms.hanweb import Hanweb
from spiders.cms.held import Held
from spiders.cms.jeecms import Jeecms
from spiders.cms.jpaas import Jpaas
from spiders.cms.laid import Laid
from spiders.cms.menus import Menus
from spiders.cms.mi4 import Mi4
from spiders.cms.opened import Opened
from spiders.cms.people import People
from spiders.cms.picked import Picked
from spiders.cms.posted import Posted
from spiders.cms.rolled import Rolled
from spiders.cms.scripted import Scripted
from spiders.cms.tables import Tables
from spiders.cms.told import Told
from spiders.cms.trees import Trees
from spiders.cms.trs import Trs
from spiders.cms.vsb import Vsb
from spiders.cms.xinhua import Xinhua

FAMILIES: tuple[Family, ...] = (
    Trs(),
    Hanweb(),
    Jpaas(),
    Vsb(),
    Jeecms(),
    Xinhua(),
    Cctv(),
    Mi4(),
    Gdgov(),
    People(),
    Founder(),
    Rolled(),
    AspNet(),
    Asked(),
    Opened(),
    Picked(),
    Posted(),
    Scripted(),
    Held(),
    Laid(),
    Tables(),
    Told(),
    Trees(),
    Menus(),
)
