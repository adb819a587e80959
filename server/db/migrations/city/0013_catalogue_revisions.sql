-- The catalogue changes by revisions: each version says by which one it came, a category can retire, a profile names the stages.

-- null: it came with the city itself
alter table item_version add column revision_id uuid references revision;
alter table procedure add column revision_id uuid references revision;
-- The first day on which it is offered no more; its cases keep it.
alter table category add column retired_on date;
-- Whose stage names are in force; null: those of the settings.
alter table catalogue_version add column stages text references stage_profile;
