"""How the shipped pipelines are made (`python -m graphbuild.training`) and measured (`… .measure`)."""
