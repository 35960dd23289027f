-- What every detector could tell: how many team-quarters were tested at all is part of every verdict.
select * from warehouse.detectors.detector_results
