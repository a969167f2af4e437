"""One run of the class: dates, classes, milestones, materials, enrolments."""
