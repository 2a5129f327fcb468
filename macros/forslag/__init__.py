"""Rättelserna som förslag på raden, i ett ändringsförslag på GitHub eller GitLab: ett klick och raden är rättad."""
