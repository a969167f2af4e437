"""Who is in a course and as what: the people page, invitations, rosters. A room within the courses room."""
